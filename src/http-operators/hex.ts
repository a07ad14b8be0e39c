export function hexOf(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

/** The octets of a text in hexadecimal digits; null for anything else. */
export function octetsOf(hex: string): Uint8Array | null {
  if (!/^(?:[\da-f]{2})*$/i.test(hex)) return null;
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
