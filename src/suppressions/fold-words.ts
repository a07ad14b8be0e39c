/**
 * A text as keywords are compared: compatibility forms (NFKC), capitals, no accents of Latin letters, one blank between words, and
 * nothing around them that is neither letter nor digit, so that `“stop!” 👍` is `STOP`.
 */
export function foldWords(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(combiningMarks, "")
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/\s+/gu, " ")
    .replace(leadingSigns, "")
    .replace(trailingSigns, "");
}

const combiningMarks = /[\u0300-\u036f]/g;
const leadingSigns = /^[^\p{L}\p{N}]+/u;
// Combining marks of other scripts belong to the letter before them.
const trailingSigns = /[^\p{L}\p{N}\p{M}]+$/u;
