import { describe, expect, test } from "vitest";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { hex, listOf, submitsOf } from "./written-submits.ts";

describe("optional parameters", () => {
  const valueOf = (type: string, value: unknown): string => {
    const [submit] = listOf(submitsOf({ parameters: [{ tag: 0x1400, type, value }] }, "Hi"));
    return hex(submit?.tlvs[0]?.value);
  };

  test.each([
    ["int1", { fixed: "7" }, "07"],
    ["int2", { fixed: "258" }, "0102"],
    ["int4", { fixed: "4294967295" }, "ffffffff"],
    ["int8", { fixed: "18446744073709551615" }, "ffffffffffffffff"],
    ["octets", { fixed: "0aFF" }, "0aff"],
    ["cstring", { fixed: "abc" }, "61626300"],
    ["cstring", { from: "account" }, hex(Buffer.from("acc_1\0"))],
    ["octets", { from: "messageId" }, hex(Buffer.from("msg_1"))],
    ["octets", { from: "sender" }, hex(Buffer.from("Acme"))],
    ["octets", { from: "recipient" }, hex(Buffer.from("+4915112345678"))],
    ["int1", { from: "segmentCount" }, "01"],
    ["int1", { from: "segment" }, "01"],
    ["octets", { from: "clientReference" }, "none"],
    ["int4", { from: "account" }, "none"],
  ])("%s %j", (type, value, expected) => {
    expect(valueOf(type, value)).toBe(expected);
  });

  test("a required one without a value stops the text", () => {
    const parameters = [{ tag: 0x1400, type: "octets", value: { from: "clientReference" }, required: true }];
    expect(submitsOf({ parameters }, "Hi")).toBe("no value for parameter 0x1400");
  });

  test("each part has its number", () => {
    const parameters = [{ tag: 0x1400, type: "int1", value: { from: "segment" } }];
    const submits = listOf(submitsOf({ parameters }, "a".repeat(400)));
    expect(submits.map(({ tlvs }) => hex(tlvs[0]?.value))).toEqual(["01", "02", "03"]);
  });

  test.each([
    ["too large for its type", [{ tag: 1, type: "int1", value: { fixed: "256" } }]],
    ["negative", [{ tag: 1, type: "int4", value: { fixed: "-1" } }]],
    ["half an octet", [{ tag: 1, type: "octets", value: { fixed: "abc" } }]],
    ["no value", [{ tag: 1, type: "cstring", value: { fixed: "" } }]],
    ["a character that no octet holds", [{ tag: 1, type: "cstring", value: { fixed: "я" } }]],
    ["message_payload", [{ tag: 0x0424, type: "octets", value: { fixed: "00" } }]],
    ["a SAR parameter", [{ tag: 0x020c, type: "int2", value: { fixed: "1" } }]],
    ["fixed and taken from the text", [{ tag: 1, type: "octets", value: { fixed: "00", from: "sender" } }]],
    ["one tag twice", [1, 2].map((fixed) => ({ tag: 1, type: "int1", value: { fixed: `${fixed}` } }))],
  ])("refused: %s", (_name, parameters) => {
    expect(submitProfileSchema.safeParse({ parameters }).success).toBe(false);
  });
});
