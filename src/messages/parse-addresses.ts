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
