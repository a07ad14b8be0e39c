import * as fc from "fast-check";
import { languageIds } from "../../../src/sms/languages.ts";
import { alphabetOf, unmapped } from "../../../src/sms/gsm-alphabet.ts";

const nationalUnits = languageIds.flatMap((language) => {
  const { locking, single } = alphabetOf(language, language);
  return [...locking, ...single].filter((unit) => unit !== unmapped);
});

/** Pieces that are easy to cut in the wrong place: escape pairs, surrogate pairs, marks, joined emoji, flags, CR LF. */
const awkward = [
  "€",
  "[",
  "{",
  "\\",
  "\f",
  "\r\n",
  "\n",
  "😀",
  "👨‍👩‍👧‍👦",
  "❤️",
  "🇩🇪",
  "🇫🇷",
  "1️⃣",
  "👍🏽",
  "e\u0301",
  "a\u0308\u0301",
  "क्षि",
  "ि",
  "각",
  "\u1100\u1161\u11a8",
  "\u200d",
  "\u0600",
  "я",
  "“",
  "ś",
  "日本",
  "\ud83d",
  "\ude00",
];

/** U+FEFF and its mirror: at the start of a segment they are a byte order mark, which a receiver takes off. */
const byteOrderMarks = /[\ufeff\ufffe]/g;

/** Runs of plain text with awkward pieces in between, up to some segments long. */
export function mixedText(): fc.Arbitrary<string> {
  const plain = fc.integer({ min: 1, max: 80 }).map((length) => "abcdefghij".repeat(8).slice(0, length));
  const national = fc
    .array(fc.constantFrom(...nationalUnits), { minLength: 1, maxLength: 40 })
    .map((units) => String.fromCharCode(...units));
  const piece = fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 5, arbitrary: fc.constantFrom(...awkward) },
    { weight: 1, arbitrary: national },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 40 }) },
  );
  // A text of one kind throughout keeps GSM 7-bit and national tables in play.
  return fc
    .oneof(
      fc.array(piece, { maxLength: 24 }),
      fc.array(fc.oneof(plain, fc.constantFrom("€", "[", "\f", "\r\n", "é", "Δ")), { maxLength: 24 }),
      fc.constantFrom(...languageIds).chain((language) => {
        const { locking, single } = alphabetOf(language, language);
        const units = [...locking, ...single].filter((unit) => unit !== unmapped);
        return fc.array(
          fc.constantFrom(...units).map((unit) => String.fromCharCode(unit)),
          { maxLength: 500 },
        );
      }),
    )
    .map((pieces) => pieces.join("").replaceAll(byteOrderMarks, ""));
}
