import { describe, expect, test } from "vitest";
import { alphabetOf, defaultAlphabet, gsmCodeOf, unmapped } from "../../../src/sms/gsm-alphabet.ts";
import { languageIds } from "../../../src/sms/languages.ts";

/** A table as 128 characters, `\0` where it is reserved. */
function printed(table: Uint16Array): string {
  return Array.from(table, (unit) => (unit === unmapped ? "\0" : String.fromCharCode(unit))).join("");
}

/** Sparse table as [position in hexadecimal, character] pairs. */
function listed(table: Uint16Array): string {
  return Array.from(table, (unit, position) =>
    unit === unmapped ? "" : `${position.toString(16).padStart(2, "0")}${String.fromCharCode(unit)}`,
  ).join("");
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

describe("Latin tables", () => {
  test("the default alphabet reads as 3GPP TS 23.038 §6.2.1 prints it", () => {
    expect(printed(defaultAlphabet.locking)).toBe(
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
    );
  });

  test("look-alikes of other scripts are told apart from the alphabet's own Greek capitals", () => {
    expect(Array.from("ΔΦΓΛΩΠΨΣΘΞ", (letter) => letter.charCodeAt(0))).toEqual([
      0x394, 0x3a6, 0x393, 0x39b, 0x3a9, 0x3a0, 0x3a8, 0x3a3, 0x398, 0x39e,
    ]);
    expect(gsmCodeOf(defaultAlphabet, 0x2126)).toBe(unmapped);
    expect(gsmCodeOf(defaultAlphabet, 0x00c7)).toBe(0x09);
    expect(gsmCodeOf(defaultAlphabet, 0x00e7)).toBe(unmapped);
  });

  test.each([
    [0, "0a\f14^28{29}2f\\3c[3d~3e]40|65€"],
    [1, "0a\f14^28{29}2f\\3c[3d~3e]40|47Ğ49İ53Ş63ç65€67ğ69ı73ş"],
    [2, "09ç0a\f14^28{29}2f\\3c[3d~3e]40|41Á49Í4fÓ55Ú61á65€69í6fó75ú"],
    [
      3,
      "05ê09ç0a\f0bÔ0cô0eÁ0fá12Φ13Γ14^15Ω16Π17Ψ18Σ19Θ1fÊ28{29}2f\\3c[3d~3e]40|" +
        "41À49Í4fÓ55Ú5bÃ5cÕ61Â65€69í6fó75ú7bã7cõ7fâ",
    ],
  ])("single shift table %i", (language, expected) => {
    expect(listed(alphabetOf(0, language).single)).toBe(expected);
  });

  test("Turkish and Portuguese locking tables", () => {
    expect(printed(alphabetOf(1, 0).locking)).toBe(
      "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\0ŞşßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà",
    );
    expect(printed(alphabetOf(3, 0).locking)).toBe(
      "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\0ÂâÊÉ !\"#º%&'()*+,-./0123456789:;<=>?" +
        "ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà",
    );
  });
});

describe("Indic and Urdu tables", () => {
  /** Language, Unicode block of its script, positions its locking table leaves open, first position of its own digits. */
  const scripts = [
    [4, 0x0980, 13, 0x19],
    [5, 0x0a80, 7, 0x1c],
    [6, 0x0900, 0, 0x1c],
    [7, 0x0c80, 7, 0x1c],
    [8, 0x0d00, 7, 0x1c],
    [9, 0x0b00, 11, 0x1c],
    [10, 0x0a00, 17, 0x1c],
    [11, 0x0b80, 25, 0x1c],
    [12, 0x0c00, 7, 0x1c],
    [13, 0x0600, 0, 0x1c],
  ] as const;

  test.each(scripts)("language %i: locking table stays within its script", (language, block, reserved) => {
    const { locking } = alphabetOf(language, 0);
    const size = language === 13 ? 0x100 : 0x80;
    const foreign = Array.from(locking).filter((unit) => unit !== unmapped && (unit < block || unit >= block + size));
    expect(String.fromCharCode(...foreign)).toBe("\n\r !)(,.0123456789:;?abcdefghijklmnopqrstuvwxyz");
    expect(Array.from(locking).filter((unit) => unit === unmapped).length - 1).toBe(reserved);
    expect(new Set(locking).size).toBe(reserved === 0 ? 128 : 128 - reserved);
  });

  test.each(scripts)(
    "language %i: single shift table has capitals, signs and the script's digits in order",
    (language, block, _reserved, digitsAt) => {
      const { single } = alphabetOf(0, language);
      expect(printed(single).slice(0x41, 0x5b)).toBe(letters);
      expect(printed(single).slice(0x00, 0x0d)).toBe("@£$¥¿\"¤%&'\f*+");
      expect(printed(single).slice(0x0e, 0x19)).toBe("-/<=>¡^¡_#*");
      expect([single[0x28], single[0x29], single[0x2f], single[0x40], single[0x65]]).toEqual(
        Array.from("{}\\|€", (character) => character.charCodeAt(0)),
      );
      const zero = language === 13 ? 0x06f0 : block + 0x66;
      const positions = Array.from({ length: 11 }, (_, offset) => digitsAt + offset).filter((at) => at !== 0x1b);
      expect(positions.slice(0, 10).map((at) => single[at])).toEqual(
        Array.from({ length: 10 }, (_, digit) => zero + digit),
      );
    },
  );

  test("where prints of the specification slip, the tables follow handsets", () => {
    expect(alphabetOf(7, 0).locking[0x24]).toBe(0x0ca1);
    expect(alphabetOf(0, 12).single[0x65]).toBe(0x20ac);
    expect(Array.from(alphabetOf(6, 0).locking.subarray(0, 3))).toEqual([0x0901, 0x0902, 0x0903]);
  });

  test("Urdu in full", () => {
    const { locking } = alphabetOf(13, 0);
    expect(Array.from(locking.subarray(0, 0x0a), (unit) => unit.toString(16)).join(" ")).toBe(
      "627 622 628 67b 680 67e 6a6 62a 6c2 67f",
    );
    expect(Array.from(locking.subarray(0x7b), (unit) => unit.toString(16)).join(" ")).toBe("655 651 653 656 670");
  });
});

test("escape and carriage return are language characters in no table", () => {
  for (const language of [0, ...languageIds]) {
    const { locking, single } = alphabetOf(language, language);
    expect(locking[0x1b]).toBe(unmapped);
    expect(single[0x1b]).toBe(unmapped);
    expect(single[0x0d]).toBe(unmapped);
    expect(locking[0x0d]).toBe(0x0d);
    expect(locking[0x0a]).toBe(0x0a);
  }
});

test("reserved identifiers, and Spanish as a locking shift, stand for the default tables", () => {
  expect(alphabetOf(2, 0)).toBe(defaultAlphabet);
  expect(alphabetOf(14, 200)).toBe(defaultAlphabet);
  expect(alphabetOf(99, 1)).toBe(alphabetOf(0, 1));
});
