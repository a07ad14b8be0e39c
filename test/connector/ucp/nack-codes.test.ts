import { describe, expect, it } from "vitest";
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

  it.each([...nackCodes, [99, nackCodeOf(99)] as const])(
    "says %d in a command_status that asks the same",
    (_code, row) => {
      expect(commandStatusOf(row.commandStatus).action).toBe(row.action);
      expect(row.message).toMatch(/^[A-Z].*\.$/);
    },
  );

  it("takes 04 as a wish for less only where the carrier says so", () => {
    expect(nackCodeOf(4).action).toBe("retry");
    expect(nackCodeOf(4, "Throughput exceeded").action).toBe("throttle");
    expect(nackCodeOf(4, "too many messages").action).toBe("throttle");
    expect(nackCodeOf(6, "rate").action).toBe("fail");
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
