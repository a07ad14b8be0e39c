import { defaultAlphabet, gsmCodeOf, unmapped } from "./gsm-alphabet.ts";
import { invisibles, lookAlikes } from "./look-alikes.ts";

/** One change that transliteration made. */
export interface Replacement {
  readonly from: string;
  /** Empty for a character that was dropped. */
  readonly to: string;
  /** Where `from` began in the text as it was given, in UTF-16 units. */
  readonly index: number;
}

export interface Transliteration {
  readonly text: string;
  /** In order; the same empty array whenever nothing changed. */
  readonly replaced: readonly Replacement[];
}

const nothingReplaced: readonly Replacement[] = [];
const plainByCharacter = new Map<string, string>(
  lookAlikes.flatMap(([plain, characters]) =>
    Array.from(characters, (character): [string, string] => [character, plain]),
  ),
);
const invisibleCharacters = new Set(invisibles);
/** One code point and the combining marks behind it. `y`: lastIndex says where. */
const clusterPattern = /.\p{M}*/suy;

/**
 * Brings a text closer to the GSM default alphabet: look-alikes (curly quotes, dashes, fixed spaces, full-width signs, Greek
 * capitals with a Latin twin), letters without the marks that the alphabet lacks (ą to a, while é stays), and invisible
 * characters dropped. What has no like, such as Cyrillic or emoji, stays as it is, with the marks and joiners behind it.
 */
export function transliterate(text: string): Transliteration {
  const replaced: Replacement[] = [];
  let output = "";
  let keptFrom = 0;
  let followsForeign = false;
  for (let index = 0; index < text.length;) {
    // Nearly every character of a text that is worth transliterating is in the alphabet and has no marks behind it.
    if (isMapped(text.charCodeAt(index)) && !(text.charCodeAt(index + 1) >= 0x0300)) {
      followsForeign = false;
      index++;
      continue;
    }
    clusterPattern.lastIndex = index;
    const from = clusterPattern.exec(text)?.[0] ?? "";
    const isInvisible = invisibleCharacters.has(from.charAt(0));
    const to: string | null = isInvisible ? (followsForeign ? from : "") : plainFormOf(from);
    if (to !== null && to !== from) {
      replaced.push({ from, to, index });
      output += text.slice(keptFrom, index) + to;
      keptFrom = index + from.length;
    }
    if (!isInvisible) followsForeign = to === null;
    index += from.length;
  }
  if (replaced.length === 0) return { text, replaced: nothingReplaced };
  return { text: output + text.slice(keptFrom), replaced };
}

function isMapped(unit: number): boolean {
  return gsmCodeOf(defaultAlphabet, unit) !== unmapped;
}

/** What a code point and its marks become in the default alphabet, or null when the alphabet has nothing like it. */
function plainFormOf(cluster: string): string | null {
  const decomposed = Array.from(cluster.normalize("NFD"));
  const first = String.fromCodePoint(cluster.codePointAt(0) ?? 0);
  const base = plainByCharacter.get(first) ?? plainBaseOf(decomposed[0] ?? "");
  if (base === null) return null;
  if (base.length !== 1) return base;
  let plain = base;
  for (const mark of decomposed.slice(1)) {
    const composed = (plain + mark).normalize("NFC");
    if (composed.length === 1 && isMapped(composed.charCodeAt(0))) plain = composed;
  }
  return plain;
}

const fullWidthOffset = 0xfee0;

function plainBaseOf(character: string): string | null {
  const unit = character.charCodeAt(0);
  if (isMapped(unit)) return character;
  const isFullWidth = unit >= 0xff01 && unit <= 0xff5e;
  return isFullWidth ? String.fromCharCode(unit - fullWidthOffset) : (plainByCharacter.get(character) ?? null);
}
