/**
 * National Language Identifiers of 3GPP TS 23.038 §6.2.1.2.4, by number. 0, the default alphabet, is not among them.
 * Spanish (2) has a single shift table only.
 */
export const languageNames = {
  1: "turkish",
  2: "spanish",
  3: "portuguese",
  4: "bengali",
  5: "gujarati",
  6: "hindi",
  7: "kannada",
  8: "malayalam",
  9: "oriya",
  10: "punjabi",
  11: "tamil",
  12: "telugu",
  13: "urdu",
} as const;

/** A National Language Identifier, 1 to 13. */
export type LanguageId = keyof typeof languageNames;

/** Every National Language Identifier, ascending. */
export const languageIds: readonly LanguageId[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
