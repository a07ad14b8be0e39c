/**
 * A handset's number as logs show it: `+573001234567` becomes `+57300•••4567`, with at least three digits hidden. Short
 * codes and alphanumeric senders name no person and stay.
 */
export function redactAddress(address: string): string {
  const [, plus = "", digits] = /^(\+?)(\d{8,})$/.exec(address) ?? [];
  if (digits === undefined) return address;
  return `${plus}${digits.slice(0, Math.min(5, digits.length - 7))}•••${digits.slice(-4)}`;
}
