/**
 * Septets packed into octets, the first in the low bits (3GPP TS 23.038 §6.1.2.1.1). `fillBits` (0 to 6) zero bits come
 * first, so that septets after a user data header start on a septet boundary (3GPP TS 23.040 §9.2.3.24).
 */
export function packSeptets(septets: Uint8Array, fillBits = 0): Uint8Array {
  const octets = new Uint8Array(Math.ceil((septets.length * 7 + fillBits) / 8));
  let bits = 0;
  let bitCount = fillBits;
  let position = 0;
  for (const septet of septets) {
    bits |= (septet & 0x7f) << bitCount;
    bitCount += 7;
    if (bitCount >= 8) {
      octets[position++] = bits & 0xff;
      bits >>= 8;
      bitCount -= 8;
    }
  }
  if (bitCount > 0) octets[position] = bits;
  return octets;
}

/**
 * The first `septetCount` septets of packed octets, after `fillBits` bits. Fewer when the octets run out. Without a count,
 * as many as the octets hold: seven left-over zero bits in the last octet are then padding, not a final `@`.
 */
export function unpackSeptets(octets: Uint8Array, septetCount?: number, fillBits = 0): Uint8Array {
  const bitTotal = octets.length * 8 - fillBits;
  const available = Math.max(0, Math.floor(bitTotal / 7));
  const isPadded = available > 0 && bitTotal % 7 === 0 && (octets.at(-1) ?? 0) >> 1 === 0;
  const septets = new Uint8Array(Math.min(septetCount ?? (isPadded ? available - 1 : available), available));
  for (let index = 0; index < septets.length; index++) {
    const bit = fillBits + index * 7;
    const octet = bit >> 3;
    const pair = (octets[octet] ?? 0) | ((octets[octet + 1] ?? 0) << 8);
    septets[index] = (pair >> (bit & 7)) & 0x7f;
  }
  return septets;
}

/** The fill bits after a user data header of so many octets, its length octet included. */
export function fillBitsAfter(headerOctets: number): number {
  return (7 - ((headerOctets * 8) % 7)) % 7;
}
