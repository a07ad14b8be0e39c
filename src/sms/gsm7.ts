import { alphabetOf, escapeSeptet, gsmCodeOf, unmapped, type GsmAlphabet } from "./gsm-alphabet.ts";

/** The number of septets a text takes, or -1 when the alphabet lacks one of its characters. */
export function countSeptets(text: string, alphabet: GsmAlphabet): number {
  let septets = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const code = gsmCodeOf(alphabet, unit);
    if (code <= 0x7f) continue;
    if (code === unmapped) return -1;
    septets++;
  }
  return septets;
}

/**
 * A text as unpacked septets, one per octet (3GPP TS 23.038 §6.2.1); `septetCount` is what `countSeptets` gave for it. The
 * text must fit the alphabet: a character that does not becomes `?`.
 */
export function encodeSeptets(text: string, alphabet: GsmAlphabet, septetCount: number): Uint8Array {
  const septets = new Uint8Array(septetCount);
  let position = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const code = gsmCodeOf(alphabet, unit);
    if (code <= 0x7f) {
      septets[position++] = code;
    } else if (code === unmapped) {
      septets[position++] = 0x3f;
    } else {
      septets[position++] = escapeSeptet;
      septets[position++] = code & 0x7f;
    }
  }
  return septets;
}

/**
 * Unpacked septets as text. After an escape, a septet that the single shift table reserves shows as the locking table has it,
 * a second escape or one at the end shows as a space (3GPP TS 23.038 §6.2.1.1). Octets above 0x7F
 * are no septets; carriers that send them mean Latin-1. A reserved position of a locking table shows as a space.
 */
export function decodeSeptets(septets: Uint8Array, lockingShift = 0, singleShift = 0): string {
  const { locking, single } = alphabetOf(lockingShift, singleShift);
  const units = new Uint16Array(septets.length);
  let length = 0;
  let escaped = false;
  for (const septet of septets) {
    if (septet === escapeSeptet && !escaped) {
      escaped = true;
      continue;
    }
    let unit = escaped ? (single[septet] ?? unmapped) : unmapped;
    if (unit === unmapped) unit = septet > 0x7f ? septet : (locking[septet] ?? unmapped);
    units[length++] = unit === unmapped ? 0x20 : unit;
    escaped = false;
  }
  if (escaped) units[length++] = 0x20;
  return textOfUnits(units.subarray(0, length));
}

/** Units per call of fromCharCode, well under what an engine takes as arguments. */
const unitsPerCall = 4096;

/** UTF-16 units as a string. */
export function textOfUnits(units: Uint16Array): string {
  if (units.length <= unitsPerCall) return String.fromCharCode(...units);
  let text = "";
  for (let start = 0; start < units.length; start += unitsPerCall) {
    text += String.fromCharCode(...units.subarray(start, start + unitsPerCall));
  }
  return text;
}
