import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { recipientError, senderError } from "../messages/parse-addresses.ts";
import { parseRecipient, parseSender } from "../sms/address.ts";
import { type NewSuppression, type SuppressionReason, suppressionReasons } from "./suppression.ts";

export interface SuppressionInput {
  recipient: string;
  /** Left out for all of the account's senders. */
  sender?: string | undefined;
  reason?: string | undefined;
}

/** Errors: invalid_recipient, invalid_sender, invalid_request. */
export function parseSuppression(input: SuppressionInput): Result<NewSuppression> {
  const addresses = parseTarget(input);
  const reason = input.reason ?? "manual";
  if (!isReason(reason)) {
    const wrong: FieldError = {
      path: "reason",
      code: "invalid_request",
      message: `This must be one of ${suppressionReasons.join(", ")}.`,
    };
    return failFields([...(addresses.ok ? [] : (addresses.error.fields ?? [])), wrong]);
  }
  return addresses.ok ? ok({ ...addresses.value, reason }) : addresses;
}

/** Whom a suppression is about, in the form that it is stored in. Errors: invalid_recipient, invalid_sender. */
export function parseTarget(
  input: Pick<SuppressionInput, "recipient" | "sender">,
): Result<Pick<NewSuppression, "recipient" | "sender">> {
  const wrong: FieldError[] = [];
  const recipient = parseRecipient(input.recipient);
  if (!recipient.ok) wrong.push({ ...recipientError(recipient.reason), path: "recipient" });
  const sender = input.sender === undefined ? { ok: true as const, address: "" } : parseSender(input.sender);
  if (!sender.ok) wrong.push(senderError(sender.reason, "sender"));
  return recipient.ok && sender.ok ? ok({ recipient: recipient.e164, sender: sender.address }) : failFields(wrong);
}

function isReason(text: string): text is SuppressionReason {
  return (suppressionReasons as readonly string[]).includes(text);
}
