import { describe, expect, it } from "vitest";
import { commandStatus } from "../../../connector/smpp/constants.ts";
import { describeNack, nackCodeOf, nackCodes } from "../../../connector/ucp/nack-codes.ts";
import { reasonCodes, receiptStateOf } from "../../../connector/ucp/reason-codes.ts";
import { commandStatusOf } from "../../../src/sms/command-status.ts";

describe("error codes", () => {
  it("has every code of the specification", () => {
    const reserved = new Set([29]);
    const missing = Array.from({ length: 38 }, (_, index) => index + 1).filter(
      (code) => !nackCodes.has(code) && !reserved.has(code),
    );
    expect(missing).toEqual([]);
  });

  it("ask what the command_status they are told as asks", () => {
    const asked = (code: number, systemMessage = ""): string =>
      commandStatusOf(nackCodeOf(code, systemMessage).commandStatus).action;
    expect([1, 7, 37, 50, 55].map((code) => asked(code))).toEqual(["retry", "retry", "retry", "retry", "retry"]);
    expect([6, 8, 99].map((code) => asked(code))).toEqual(["elsewhere", "elsewhere", "elsewhere"]);
    expect([2, 3].map((code) => asked(code))).toEqual(["fail", "fail"]);
    expect([...nackCodes.keys()].map((code) => asked(code))).not.toContain("accept");
  });

  it("takes 04 as a wish for less only where the carrier says so", () => {
    expect(nackCodeOf(4).commandStatus).toBe(commandStatus.ESME_RMSGQFUL);
    expect(nackCodeOf(4, "Throughput exceeded").commandStatus).toBe(commandStatus.ESME_RTHROTTLED);
    expect(nackCodeOf(4, "too many messages").commandStatus).toBe(commandStatus.ESME_RTHROTTLED);
    expect(nackCodeOf(6, "rate").commandStatus).toBe(commandStatus.ESME_RINVDSTADR);
  });

  it("is told with its name and what the carrier added", () => {
    expect(describeNack(6, "")).toBe("06 AdC invalid");
    expect(describeNack(7, " unknown user ")).toBe("07 Authentication failure: unknown user");
  });
});

describe("notifications", () => {
  it("tell a state, the centre's own refusals apart", () => {
    expect(receiptStateOf("0", "000")).toBe("delivered");
    expect(receiptStateOf("1", "108")).toBe("enroute");
    expect(receiptStateOf("2", "107")).toBe("undeliverable");
    expect(receiptStateOf("2", "")).toBe("undeliverable");
    expect(receiptStateOf("2", "206")).toBe("rejected");
    expect(receiptStateOf("3", "")).toBeUndefined();
    expect(reasonCodes.get(107)).toBe("Absent subscriber");
  });
});
