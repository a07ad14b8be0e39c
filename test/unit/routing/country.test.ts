import { getCountries, getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryOfNumber } from "../../../src/routing/country.ts";

/** Countries whose mobile numbers are of another one's ranges. */
const sharedRanges: Readonly<Record<string, string>> = {
  BL: "GP",
  MF: "GP",
  AX: "FI",
  CC: "AU",
  CX: "AU",
  EH: "MA",
  SJ: "NO",
  VA: "IT",
};

test("the example number of every country is in it, by the library's full metadata", () => {
  const wrong = getCountries().flatMap((country) => {
    const number = getExampleNumber(country, examples)?.number ?? "";
    const found = countryOfNumber(number);
    const expected = sharedRanges[country] ?? country;
    return number === "" || found === expected ? [] : [`${country} ${number} ${found}`];
  });
  expect(wrong).toEqual([]);
});

describe("numbers under codes that countries share agree with the library's full metadata", () => {
  test.each([
    ["1", 10],
    ["7", 10],
    ["44", 10],
    ["39", 10],
    ["47", 8],
    ["262", 9],
    ["358", 9],
    ["599", 7],
  ])("+%s", (callingCode, digits) => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer({ min: 10 ** (digits - 1), max: 10 ** digits - 1 }), (national) => {
        const number = parsePhoneNumberFromString(`+${callingCode}${national}`);
        const kind = number?.getType();
        const isMobile = kind === "MOBILE" || kind === "FIXED_LINE_OR_MOBILE";
        // Codes without a place, such as +1 500, have the main country here and none at the library.
        fc.pre(number?.country !== undefined && isMobile);
        // The library lists 7924 as the Isle of Man's, and gives it to Britain all the same when it reads one.
        fc.pre(!number.number.startsWith("+447924"));
        compared++;
        expect(countryOfNumber(`+${callingCode}${national}`)).toBe(number?.country);
      }),
      { numRuns: 150, maxSkipsPerRun: 2_000 },
    );
    expect(compared).toBeGreaterThanOrEqual(150);
  });
});

test.each([
  ["+12125550123", "US"],
  ["+14165550123", "CA"],
  ["+35818123456", "AX"],
  ["+390669812345", "VA"],
  ["+77011234567", "KZ"],
  ["+79161234567", "RU"],
  ["+447700900123", "GB"],
  ["+447911123456", "GG"],
  ["+883510012345", null],
  ["+999123", null],
  ["", null],
])("%s is in %s", (number, country) => {
  expect(countryOfNumber(number)).toBe(country);
});
