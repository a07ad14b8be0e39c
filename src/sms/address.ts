import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { readDigits } from "./address-digits.ts";
import { defaultAlphabet, gsmCodeOf } from "./gsm-alphabet.ts";
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

/** Why a sender is refused. */
export type SenderProblem =
  /** Nothing but blanks. */
  | "empty"
  /** More than 11 characters with letters among them. */
  | "too_long"
  /** Letters together with a character that the GSM default alphabet lacks, or has only behind an escape. */
  | "bad_character"
  /** No letter, and neither a short code of 3 to 8 digits nor a possible number in international form. */
  | "not_a_number";

export type SenderKind = "alphanumeric" | "short_code" | "international";

export type SenderResult =
  | {
      readonly ok: true;
      readonly kind: SenderKind;
      /** Trimmed; `+` and digits when international. */ readonly address: string;
    }
  | { readonly ok: false; readonly reason: SenderProblem };

/** Longest alphanumeric address: 11 septets in the 10 octets of an originating address (3GPP TS 23.040 §9.1.2.5). */
const alphanumericLimit = 11;

const shortCode = /^\d{3,8}$/;
const letter = /\p{L}/u;

/**
 * A sender: a short code (3 to 8 digits), a number in international form (`+` may be missing when it has more than 8 digits),
 * or a name of 1 to 11 characters of the GSM default alphabet with at least one letter.
 */
export function parseSender(input: string): SenderResult {
  const trimmed = input.trim();
  if (trimmed === "") return { ok: false, reason: "empty" };
  if (shortCode.test(trimmed)) return { ok: true, kind: "short_code", address: trimmed };
  if (letter.test(trimmed)) return parseName(trimmed);
  const read = readDigits(trimmed);
  if (!read.ok || (!read.international && read.digits.length <= 8)) return { ok: false, reason: "not_a_number" };
  const number = parseRecipient(`+${read.digits}`);
  return number.ok ? { ok: true, kind: "international", address: number.e164 } : { ok: false, reason: "not_a_number" };
}

function parseName(name: string): SenderResult {
  for (let index = 0; index < name.length; index++) {
    const unit = name.charCodeAt(index);
    const isControl = unit === 0x0a || unit === 0x0d;
    if (isControl || gsmCodeOf(defaultAlphabet, unit) > 0x7f) return { ok: false, reason: "bad_character" };
  }
  if (name.length > alphanumericLimit) return { ok: false, reason: "too_long" };
  return { ok: true, kind: "alphanumeric", address: name };
}

/** An address as SMPP carries it (SMPP 3.4 §5.2.5 to §5.2.9). */
export interface WireAddress {
  /** Digits without `+`, or a name. */
  readonly address: string;
  /** TON: 1 international, 3 network specific (short codes), 5 alphanumeric. */
  readonly typeOfNumber: 1 | 3 | 5;
  /** NPI: 1 for E.164, 0 otherwise. */
  readonly numberingPlan: 0 | 1;
}

const allDigits = /^\d+$/;

/** How an address that `parseRecipient` or `parseSender` gave goes out, before any carrier's own settings. */
export function wireAddressOf(address: string): WireAddress {
  if (address.startsWith("+")) return { address: address.slice(1), typeOfNumber: 1, numberingPlan: 1 };
  return { address, typeOfNumber: allDigits.test(address) ? 3 : 5, numberingPlan: 0 };
}
