const hexPattern = /^(?:[\da-f]{2})*$/i;

/** Octets as upper-case hexadecimal digits. */
export function toHex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString("hex").toUpperCase();
}

/** Octets, or undefined for what is not pairs of hexadecimal digits. */
export function fromHex(digits: string): Uint8Array | undefined {
  return hexPattern.test(digits) ? Buffer.from(digits, "hex") : undefined;
}
