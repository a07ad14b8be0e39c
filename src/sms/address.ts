import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { readDigits } from "./address-digits.ts";
import { planOfCallingCode, type CallingCodePlan } from "./numbering-plan.ts";

/** Why a recipient is refused. */
export type RecipientProblem =
  /** Nothing but blanks. */
  | "empty"
  /** Has letters or other signs that no phone number has. */
  | "not_a_number"
  /** Neither `+` nor `00` before the calling code: the number could belong to any country. */
  | "not_international"
  /** No country has this calling code. */
  | "unknown_calling_code"
  /** No number of this country has that many digits. */
  | "impossible_length";

export type RecipientResult =
  | { readonly ok: true; /** `+` and digits. */ readonly e164: string; readonly callingCode: string }
  | { readonly ok: false; readonly reason: RecipientProblem };

const refusals: Readonly<Record<RecipientProblem, RecipientResult>> = {
  empty: { ok: false, reason: "empty" },
  not_a_number: { ok: false, reason: "not_a_number" },
  not_international: { ok: false, reason: "not_international" },
  unknown_calling_code: { ok: false, reason: "unknown_calling_code" },
  impossible_length: { ok: false, reason: "impossible_length" },
};

/**
 * A recipient as E.164 (ITU-T E.164 §6): `+` or `00`, calling code, national number, with any blanks, dashes, dots, slashes
 * and parentheses. The verdict and the digits are libphonenumber's "possible" (known calling code, a length that its country
 * has, a national prefix such as `(0)` taken out); whether the number is assigned is for the carrier to say.
 */
export function parseRecipient(input: string): RecipientResult {
  const read = readDigits(input);
  if (!read.ok) return refusals[read.reason];
  return read.international ? parseInternational(read.digits) : refusals.not_international;
}

/** `digits`: calling code and national number. */
function parseInternational(digits: string): RecipientResult {
  const plan = planOfNumber(digits);
  if (plan === null) return refusals.unknown_calling_code;
  const national = digits.slice(plan.callingCode.length);
  // A pattern that matches the empty string takes nothing off.
  if (plan.nationalPrefix !== null && (plan.nationalPrefix.exec(national)?.[0] ?? "") !== "") return askLibrary(digits);
  const lengthBit = national.length > 17 ? 0 : 1 << national.length;
  if ((plan.possibleEverywhere & lengthBit) !== 0) {
    return { ok: true, e164: `+${digits}`, callingCode: plan.callingCode };
  }
  if ((plan.possibleSomewhere & lengthBit) === 0) return refusals.impossible_length;
  return askLibrary(digits);
}

/** Calling codes are prefix-free: the first that is in use is the one. */
function planOfNumber(digits: string): CallingCodePlan | null {
  let callingCode = 0;
  for (let length = 1; length <= 3 && length <= digits.length; length++) {
    callingCode = callingCode * 10 + (digits.charCodeAt(length - 1) - 0x30);
    if (callingCode === 0) return null;
    const plan = planOfCallingCode(callingCode);
    if (plan !== null) return plan;
  }
  return null;
}

/** The library's own verdict, for the few numbers whose country or national prefix has to be worked out. */
function askLibrary(digits: string): RecipientResult {
  const number = parsePhoneNumberFromString(`+${digits}`);
  if (number?.isPossible() !== true) return refusals.impossible_length;
  return { ok: true, e164: number.number, callingCode: number.countryCallingCode };
}
