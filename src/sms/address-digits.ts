/** What a written phone number comes to before anything is known about numbering plans. */
export type DigitsResult =
  | {
      readonly ok: true;
      readonly digits: string;
      /** Began with `+` or `00`, which `digits` is without. */ readonly international: boolean;
    }
  | { readonly ok: false; readonly reason: "empty" | "not_a_number" };

/** Longer input is no phone number, however it is spaced out. */
const inputLimit = 64;

const empty: DigitsResult = { ok: false, reason: "empty" };
const notANumber: DigitsResult = { ok: false, reason: "not_a_number" };

/**
 * The digits of a written phone number. Blanks, dashes, dots, slashes, parentheses and the invisible direction marks that
 * address books put around numbers are skipped; any other sign makes it `not_a_number`.
 */
export function readDigits(input: string): DigitsResult {
  if (input.length > inputLimit) return input.trim() === "" ? empty : notANumber;
  let digits = "";
  let hasPlus = false;
  // Digits are taken over in runs: a number without separators is one slice.
  let runStart = -1;
  for (let index = 0; index < input.length; index++) {
    const code = input.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) {
      if (runStart < 0) runStart = index;
      continue;
    }
    if (runStart >= 0) {
      digits += input.slice(runStart, index);
      runStart = -1;
    }
    if (code === 0x2b) {
      if (hasPlus || digits !== "") return notANumber;
      hasPlus = true;
    } else if (!isSeparator(code)) {
      return notANumber;
    }
  }
  if (runStart >= 0) digits += input.slice(runStart);
  if (digits === "") return hasPlus || input.trim() !== "" ? notANumber : empty;
  if (hasPlus) return { ok: true, digits, international: true };
  if (digits.startsWith("00")) return { ok: true, digits: digits.slice(2), international: true };
  return { ok: true, digits, international: false };
}

function isSeparator(code: number): boolean {
  switch (code) {
    case 0x09: // tab
    case 0x20: // space
    case 0x28: // (
    case 0x29: // )
    case 0x2d: // -
    case 0x2e: // .
    case 0x2f: // /
    case 0xa0: // no-break space
    case 0x2212: // minus
    case 0x3000: // ideographic space
    case 0xfeff: // zero-width no-break space
      return true;
    default:
      // U+2000 to U+2015: spaces, zero-width characters, direction marks and dashes; then embedding marks, narrow spaces, isolates.
      return (
        (code >= 0x2000 && code <= 0x2015) || (code >= 0x202a && code <= 0x202f) || (code >= 0x205f && code <= 0x2069)
      );
  }
}
