import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalMessageId, carrierMessageIdForms } from "../../../src/sms/carrier-message-id.ts";

describe("what a receipt's id is looked up under finds what the response stored", () => {
  test.each([
    ["same", "a1b2", "a1b2"],
    ["case", "A1B2C3", "a1b2c3"],
    ["padding in the receipt", "12345", "0000012345"],
    ["padding in the response", "0000012345", "12345"],
    ["hexadecimal response, decimal receipt", "1F4A", "8010"],
    ["decimal response, hexadecimal receipt", "8010", "00001F4A"],
    ["64-bit and beyond", "FFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"],
    ["blanks and NUL", "42 ", " 42\u0000"],
    ["0x", "0x1f4a", "1F4A"],
    ["UUID", "3F2504E0-4F89-11D3-9A0C-0305E82C3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"],
    ["zeros only", "0000", "0"],
  ])("%s", (_name, response, receipt) => {
    expect(carrierMessageIdForms(receipt)).toContain(canonicalMessageId(response));
  });
});

test("the likeliest form comes first and none twice", () => {
  expect(carrierMessageIdForms(" 0010 ")).toEqual(["0010", "10", "16", "a"]);
  expect(carrierMessageIdForms("AB")).toEqual(["AB", "ab", "171"]);
  expect(carrierMessageIdForms("")).toEqual([]);
});

test("an id of zeros stays an id", () => {
  expect(canonicalMessageId("000")).toBe("0");
  expect(carrierMessageIdForms("000")).toEqual(["000", "0"]);
});

test("no id loses what tells it from others: the canonical form reads back to the same number", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), fc.integer({ min: 0, max: 4 }), (number, zeros) => {
      const hex = "0".repeat(zeros) + number.toString(16).toUpperCase();
      expect(BigInt(`0x${canonicalMessageId(hex)}`)).toBe(number);
      expect(carrierMessageIdForms(hex)).toContain(number.toString());
      expect(carrierMessageIdForms(number.toString())).toContain(canonicalMessageId(hex));
    }),
  );
});

test("any string gives forms without empty ones", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (id) => {
      const forms = carrierMessageIdForms(id);
      expect(forms).not.toContain("");
      expect(new Set(forms).size).toBe(forms.length);
    }),
  );
});
