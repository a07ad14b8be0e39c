import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alphabetOf, defaultAlphabet, unmapped } from "../../../src/sms/gsm-alphabet.ts";
import { countSeptets, decodeSeptets, encodeSeptets } from "../../../src/sms/gsm7.ts";
import { languageIds } from "../../../src/sms/languages.ts";

const shifts = fc.constantFrom(0, ...languageIds);

/** Any text of the characters of two tables. */
function textOf(lockingShift: number, singleShift: number): fc.Arbitrary<string> {
  const { locking, single } = alphabetOf(lockingShift, singleShift);
  const units = [...locking, ...single].filter((unit) => unit !== unmapped);
  return fc.array(fc.constantFrom(...units), { maxLength: 200 }).map((text) => String.fromCharCode(...text));
}

test("every text of every pair of tables comes back as it was", () => {
  const texts = fc
    .tuple(shifts, shifts)
    .chain(([locking, single]) => fc.tuple(fc.constant(locking), fc.constant(single), textOf(locking, single)));
  fc.assert(
    fc.property(texts, ([lockingShift, singleShift, text]) => {
      const alphabet = alphabetOf(lockingShift, singleShift);
      const count = countSeptets(text, alphabet);
      const septets = encodeSeptets(text, alphabet, count);
      expect(septets.every((septet) => septet <= 0x7f)).toBe(true);
      expect(decodeSeptets(septets, lockingShift, singleShift)).toBe(text);
    }),
    { numRuns: 400 },
  );
});

describe("default alphabet", () => {
  test("characters of the extension table take two septets", () => {
    expect(countSeptets("€[]{}\\^~|\f", defaultAlphabet)).toBe(20);
    expect(Array.from(encodeSeptets("a€b", defaultAlphabet, 4))).toEqual([0x61, 0x1b, 0x65, 0x62]);
  });

  test.each(["ç", "ş", "Привет", "`", "\t", "\u001b", "😀", "’", "\u0000"])("%j does not fit", (text) => {
    expect(countSeptets(text, defaultAlphabet)).toBe(-1);
  });

  test("a character of both tables is written without an escape", () => {
    const turkish = alphabetOf(1, 1);
    expect(Array.from(encodeSeptets("ğı€", turkish, 3))).toEqual([0x0c, 0x07, 0x04]);
  });
});

describe("decoding what the tables reserve", () => {
  test.each([
    [[0x1b, 0x41], "A"],
    [[0x1b, 0x0d], "\r"],
    [[0x1b, 0x1b, 0x65], " e"],
    [[0x41, 0x1b], "A "],
    [[0x1b, 0x65], "€"],
    [[0x1b, 0x0a], "\f"],
    [[0xe9, 0x41], "éA"],
  ])("%j", (septets, text) => {
    expect(decodeSeptets(Uint8Array.from(septets))).toBe(text);
  });

  test("an escaped septet that the national table reserves shows as the locking table has it", () => {
    expect(decodeSeptets(Uint8Array.from([0x1b, 0x67, 0x1b, 0x61]), 1, 1)).toBe("ğa");
  });

  test("a long text decodes in one piece", () => {
    const text = "0123456789".repeat(2_000);
    expect(decodeSeptets(encodeSeptets(text, defaultAlphabet, text.length))).toBe(text);
  });
});
