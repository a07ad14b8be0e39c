import type { IdForm } from "./outcomes.ts";

/** Message numbers have sixteen decimal digits, so that an id of sixteen digits is decimal and any other hexadecimal. */
export const firstNumber = 1_000_000_000_000_000;
const decimalDigits = 16;
const paddedDigits = 20;

/** The id in submit_sm_resp. */
export function responseId(number: number, form: IdForm): string {
  switch (form) {
    case "plain":
      return String(number);
    case "hex":
      return number.toString(16);
    case "padded":
      return number.toString(16).toUpperCase();
    default:
      return form satisfies never;
  }
}

/** The id in a receipt. */
export function receiptId(number: number, form: IdForm): string {
  return form === "padded" ? number.toString(16).padStart(paddedDigits, "0") : String(number);
}

/** The number either form of id stands for. */
export function numberOfId(id: string): number | undefined {
  if (id.length === decimalDigits && /^\d+$/.test(id)) {
    return Number(id);
  }
  return /^[\da-f]{1,20}$/i.test(id) ? Number.parseInt(id, 16) : undefined;
}
