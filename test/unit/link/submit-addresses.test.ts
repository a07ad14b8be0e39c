import { describe, expect, test } from "vitest";
import { buildSubmits } from "../../../src/link/build-submits.ts";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { planText } from "../../../src/sms/plan-text.ts";
import type { WrittenProfile } from "./written-submits.ts";

describe("addresses", () => {
  const parse = (written: WrittenProfile, from: string, to = "+4915112345678"): unknown[] | string => {
    const content = { ...planText("Hi"), messageId: "m", to, from, reference: 0 };
    const result = buildSubmits(submitProfileSchema.parse(written), content);
    if (!result.ok) return result.reason;
    const [submit] = result.submits;
    return [
      submit?.sourceAddr,
      submit?.sourceAddrTon,
      submit?.sourceAddrNpi,
      submit?.destinationAddr,
      submit?.destAddrTon,
      submit?.destAddrNpi,
    ];
  };

  test.each<[string, WrittenProfile, string, unknown[] | string]>([
    ["name", {}, "Acme", ["Acme", 5, 0, "4915112345678", 1, 1]],
    ["short code", {}, "12345", ["12345", 3, 0, "4915112345678", 1, 1]],
    ["number", {}, "+447911123456", ["447911123456", 1, 1, "4915112345678", 1, 1]],
    [
      "kinds of the carrier's own",
      { source: { shortCode: { ton: 6 }, alphanumeric: { ton: 5, npi: 9 } } },
      "12345",
      ["12345", 6, 0, "4915112345678", 1, 1],
    ],
    [
      "numbers with their sign",
      { destination: { internationalPrefix: "+" }, source: { internationalPrefix: "00" } },
      "+447911123456",
      ["00447911123456", 1, 1, "+4915112345678", 1, 1],
    ],
    [
      "a national recipient",
      { destination: { rewrite: [{ pattern: "+49*", replacement: "0*", ton: 2, npi: 1 }] } },
      "Acme",
      ["Acme", 5, 0, "015112345678", 2, 1],
    ],
    [
      "a sender for another",
      {
        source: {
          rewrite: [
            { pattern: "Acme", replacement: "+4412345678" },
            { pattern: "*", replacement: "x" },
          ],
        },
      },
      "Acme",
      ["4412345678", 1, 1, "4915112345678", 1, 1],
    ],
    [
      "the first rule that fits",
      {
        source: {
          rewrite: [
            { pattern: "Ac", replacement: "no" },
            { pattern: "Ac*", replacement: "$&*!" },
          ],
        },
      },
      "Acme",
      ["$&me!", 5, 0, "4915112345678", 1, 1],
    ],
    [
      "too long",
      { source: { rewrite: [{ pattern: "*", replacement: "1234567890123456789*" }] } },
      "Acme",
      "sender: an address of more than 20 characters",
    ],
    ["a sign without an octet", {}, "Δelta", "sender: a character in an address that SMPP cannot carry"],
  ])("%s", (_name, written, from, expected) => {
    expect(parse(written, from)).toEqual(expected);
  });

  test.each(["a*b", "**", ""])("the pattern %j is refused", (pattern) => {
    expect(submitProfileSchema.safeParse({ source: { rewrite: [{ pattern, replacement: "x" }] } }).success).toBe(false);
  });
});
