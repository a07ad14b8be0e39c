const microsPerUnit = 1_000_000;

/** An amount as a person types it, in millionths; null where it is none. A comma counts as a point. */
export function microsOf(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  if (!/^-?\d+(\.\d{1,6})?$/.test(plain)) return null;
  return Math.round(Number(plain) * microsPerUnit);
}

/** Millionths as one types them. */
export function amountText(micros: number | null): string {
  if (micros === null) return "";
  return String(micros / microsPerUnit);
}
