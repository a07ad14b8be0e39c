import type { FieldError } from "../errors.ts";
import { type RecipientProblem, type SenderProblem, parseRecipient, parseSender } from "../sms/address.ts";

export interface OptionalAddresses {
  to?: string;
  from?: string;
}

/** Addresses that may be left out, in the form that messages have them in, and what is wrong with them. */
export function parseAddresses(input: { to?: string | undefined; from?: string | undefined }): {
  addresses: OptionalAddresses;
  fields: FieldError[];
} {
  const addresses: OptionalAddresses = {};
  const fields: FieldError[] = [];
  if (input.to !== undefined) {
    const recipient = parseRecipient(input.to);
    if (recipient.ok) addresses.to = recipient.e164;
    else fields.push(recipientError(recipient.reason));
  }
  if (input.from !== undefined) {
    const sender = parseSender(input.from);
    if (sender.ok) addresses.from = sender.address;
    else fields.push(senderError(sender.reason));
  }
  return { addresses, fields };
}

/** The sender of a message, or the pool that its account is to choose it from: one of the two. */
export function parseSenderChoice({
  from,
  senderPool,
}: {
  from?: string | undefined;
  senderPool?: string | undefined;
}): { ok: true; choice: { from: string; senderPool?: string } } | { ok: false; error: FieldError } {
  if (from === undefined) {
    if (senderPool !== undefined) return { ok: true, choice: { from: "", senderPool } };
    return senderChoiceError("from", "Name a sender here, or a pool in senderPool.");
  }
  if (senderPool !== undefined) return senderChoiceError("senderPool", "Leave out either this or from.");
  const sender = parseSender(from);
  return sender.ok ? { ok: true, choice: { from: sender.address } } : { ok: false, error: senderError(sender.reason) };
}

function senderChoiceError(path: string, message: string): { ok: false; error: FieldError } {
  return { ok: false, error: { path, code: "invalid_request", message } };
}

const numberExample = "as in +573001234567";

const recipientMessages: Readonly<Record<RecipientProblem, string>> = {
  empty: `Put a phone number in international form here, ${numberExample}.`,
  not_a_number: `A phone number has only digits after its +, ${numberExample}.`,
  not_international: `Put + and the calling code before the number, ${numberExample}.`,
  unknown_calling_code: `No country has this calling code; after + comes the country's, ${numberExample}.`,
  impossible_length: "No number of this country has this many digits.",
};

const senderMessages: Readonly<Record<SenderProblem, string>> = {
  empty: "Put a name, a short code or a phone number here.",
  too_long: "A name has at most 11 characters.",
  bad_character: "A name has only characters of the GSM default alphabet, and none that it needs an escape for.",
  not_a_number: `Without a letter this must be a short code of 3 to 8 digits or a number in international form, ${numberExample}.`,
};

export function recipientError(reason: RecipientProblem): FieldError {
  return { path: "to", code: "invalid_recipient", message: recipientMessages[reason] };
}

export function senderError(reason: SenderProblem, path = "from"): FieldError {
  return { path, code: "invalid_sender", message: senderMessages[reason] };
}
