import * as fc from "fast-check";
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import metadata from "libphonenumber-js/min/metadata";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { parseRecipient, parseSender, wireAddressOf } from "../../../src/sms/address.ts";

const callingCodes = [...Object.keys(metadata.country_calling_codes), ...Object.keys(metadata.nonGeographic)];

/** What libphonenumber itself says of `+` and digits: E.164, or null for a number that cannot be. */
function verdictOfLibrary(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.isPossible() === true ? parsed.number : null;
}

function verdict(input: string): string | null {
  const result = parseRecipient(input);
  return result.ok ? result.e164 : null;
}

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength }).map((drawn) => drawn.join(""));

describe("parseRecipient agrees with libphonenumber", () => {
  test("for every calling code and any digits", () => {
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), digits(0, 18), (callingCode, national) => {
        const number = `+${callingCode}${national}`;
        expect([number, verdict(number)]).toEqual([number, verdictOfLibrary(number)]);
      }),
      { numRuns: 5_000 },
    );
  });

  test("for any digits after a plus", () => {
    fc.assert(
      fc.property(digits(1, 20), (number) => {
        expect([number, verdict(`+${number}`)]).toEqual([number, verdictOfLibrary(`+${number}`)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("for an example of every country, with and without a trunk prefix, a digit more or less", () => {
    for (const country of getCountries()) {
      const callingCode = getCountryCallingCode(country);
      const national = examples[country] ?? "12345678";
      const variants = [
        national,
        ...["0", "1", "8", "00", "06", "9", "15"].map((prefix) => prefix + national),
        `${national}0`,
        national.slice(0, -1),
      ];
      for (const variant of variants) {
        const number = `+${callingCode}${variant}`;
        expect([number, verdict(number)]).toEqual([number, verdictOfLibrary(number)]);
      }
      expect(verdict(`+${callingCode}${national}`)).toBe(`+${callingCode}${national}`);
    }
  });
});

describe("how numbers are written", () => {
  test.each([
    "+4915112345678",
    " +49 151 1234 5678 ",
    "+49 (151) 1234-5678",
    "(+49) 151/12345678",
    "+49.151.12345678",
    "004915112345678",
    "00 49 151 12345678",
    "+49 (0)151 12345678",
    "\u202a+49\u00a0151\u00a012345678\u202c",
    "+49\u2011151\u201112345678",
  ])("%j", (input) => {
    expect(parseRecipient(input)).toEqual({ ok: true, e164: "+4915112345678", callingCode: "49" });
  });

  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["hello", "not_a_number"],
    ["+", "not_a_number"],
    ["()", "not_a_number"],
    ["+49151+2345678", "not_a_number"],
    ["49+15112345678", "not_a_number"],
    ["+4915112345678 ext. 5", "not_a_number"],
    ["+49151123456७8", "not_a_number"],
    [`+49${" ".repeat(80)}15112345678`, "not_a_number"],
    ["015112345678", "not_international"],
    ["4915112345678", "not_international"],
    ["2025550123", "not_international"],
    ["+2101234567", "unknown_calling_code"],
    ["+0491511234567", "unknown_calling_code"],
    ["00", "unknown_calling_code"],
    ["+49", "impossible_length"],
    ["+1415555267", "impossible_length"],
    ["+141555526712", "impossible_length"],
    ["+491511234567891234", "impossible_length"],
  ])("%j is refused: %s", (input, reason) => {
    expect(parseRecipient(input)).toEqual({ ok: false, reason });
  });

  test("what is accepted is E.164, and is accepted again", () => {
    fc.assert(
      fc.property(fc.constantFrom(...callingCodes), digits(2, 14), (callingCode, national) => {
        const result = parseRecipient(`+${callingCode}${national}`);
        if (!result.ok) return;
        expect(result.e164).toMatch(/^\+[1-9]\d{4,16}$/);
        expect(result.e164.startsWith(`+${result.callingCode}`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("parseSender", () => {
  test.each([
    ["Heliograph", "alphanumeric", "Heliograph"],
    [" Café 24 ", "alphanumeric", "Café 24"],
    ["A", "alphanumeric", "A"],
    ["12345678901".replace("1", "A"), "alphanumeric", "A2345678901"],
    ["ΔΩ", "alphanumeric", "ΔΩ"],
    ["123", "short_code", "123"],
    ["12345678", "short_code", "12345678"],
    ["+49 151 12345678", "international", "+4915112345678"],
    ["004915112345678", "international", "+4915112345678"],
    ["4915112345678", "international", "+4915112345678"],
  ])("%j: %s", (input, kind, address) => {
    expect(parseSender(input)).toEqual({ ok: true, kind, address });
  });

  test.each([
    ["", "empty"],
    ["TwelveLetter", "too_long"],
    ["Zażółć", "bad_character"],
    ["Euro€", "bad_character"],
    ["A\nB", "bad_character"],
    ["Привет", "bad_character"],
    ["12", "not_a_number"],
    ["!!!", "not_a_number"],
    ["015112345678901", "not_a_number"],
    ["+49", "not_a_number"],
  ])("%j is refused: %s", (input, reason) => {
    expect(parseSender(input)).toEqual({ ok: false, reason });
  });
});

test.each([
  ["+4915112345678", { address: "4915112345678", typeOfNumber: 1, numberingPlan: 1 }],
  ["12345", { address: "12345", typeOfNumber: 3, numberingPlan: 0 }],
  ["Heliograph", { address: "Heliograph", typeOfNumber: 5, numberingPlan: 0 }],
  ["24h", { address: "24h", typeOfNumber: 5, numberingPlan: 0 }],
])("%s on the wire", (address, expected) => {
  expect(wireAddressOf(address)).toEqual(expected);
});
