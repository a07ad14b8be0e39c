import { textOfUnits } from "./gsm7.ts";

/** A text as UTF-16BE octets, two per UTF-16 unit (3GPP TS 23.038 §6.2.3; handsets read surrogate pairs as UTF-16). */
export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return octets;
}

/**
 * UTF-16 octets as text: big-endian, unless a byte order mark says otherwise; the mark itself and an odd last octet are
 * dropped.
 */
export function decodeUcs2(octets: Uint8Array): string {
  const mark = octets.length >= 2 ? ((octets[0] ?? 0) << 8) | (octets[1] ?? 0) : 0;
  const isLittleEndian = mark === 0xfffe;
  const start = isLittleEndian || mark === 0xfeff ? 2 : 0;
  const units = new Uint16Array((octets.length - start) >> 1);
  for (let index = 0; index < units.length; index++) {
    const first = octets[start + index * 2] ?? 0;
    const second = octets[start + index * 2 + 1] ?? 0;
    units[index] = isLittleEndian ? (second << 8) | first : (first << 8) | second;
  }
  return textOfUnits(units);
}
