import { foldWords } from "../suppressions/fold-words.ts";

/** Characters of a keyword. */
export const keywordLimit = 50;

/** A keyword as it is stored and compared: `foldWords`, of which it must leave something. Null where it is none. */
export function parseKeyword(input: string): string | null {
  const keyword = foldWords(input);
  return keyword === "" || keyword.length > keywordLimit ? null : keyword;
}

/** The longest of the keywords that a text begins with, as whole words; null where it begins with none. */
export function matchKeyword<Entry extends { keyword: string }>(text: string, entries: readonly Entry[]): Entry | null {
  if (entries.length === 0) return null;
  const folded = foldWords(text);
  let longest: Entry | null = null;
  for (const entry of entries) {
    if (entry.keyword.length <= (longest?.keyword.length ?? 0)) continue;
    if (folded.startsWith(entry.keyword) && !wordGoesOn(folded, entry.keyword.length)) longest = entry;
  }
  return longest;
}

function wordGoesOn(folded: string, at: number): boolean {
  return /^[\p{L}\p{N}\p{M}]/u.test(folded.slice(at, at + 2));
}
