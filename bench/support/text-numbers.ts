/** Each text of a turn has a number, which its recipient carries: whoever sees the recipient knows which text it is. */
export const numberLimit = 1_000_000;

const recipientPrefix = "57300";
const numberDigits = 6;

/** The international form without its plus. The last digit is 0, so that none meets one of the simulator's outcomes. */
export function recipientOf(number: number): string {
  return `${recipientPrefix}${String(number % numberLimit).padStart(numberDigits, "0")}0`;
}

/** Calls `take` with the number of each recipient in the text. */
export function eachNumberIn(text: string, take: (number: number) => void): void {
  let at = text.indexOf(recipientPrefix);
  while (at >= 0) {
    const digitsAt = at + recipientPrefix.length;
    const digits = text.slice(digitsAt, digitsAt + numberDigits);
    if (/^\d{6}$/.test(digits) && text[digitsAt + numberDigits] === "0") take(Number(digits));
    at = text.indexOf(recipientPrefix, digitsAt);
  }
}

/** The number of a recipient that ends before `end`, read without making a string of it. */
export function numberBefore(bytes: Buffer, end: number): number {
  let number = 0;
  for (let at = end - 1 - numberDigits; at < end - 1; at++) {
    number = number * 10 + (bytes[at] ?? 0) - 0x30;
  }
  return number;
}
