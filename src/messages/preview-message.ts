import type { ParsedKey } from "../accounts/api-key.ts";
import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseRecipient, parseSender } from "../sms/address.ts";
import { segmentTexts } from "../sms/encode-segments.ts";
import type { TextPlan } from "../sms/plan-text.ts";
import { type MessageInput, planMessageText, recipientError, senderError } from "./plan-message.ts";

/** A message of which only the text has to be there. */
export type PreviewInput = Pick<MessageInput, "text" | "encoding" | "transliterate"> & {
  to?: string | undefined;
  from?: string | undefined;
};

export interface Preview {
  plan: TextPlan;
  /** The text of each segment. */
  parts: string[];
  /** The addresses as they would be sent to and from, where they were given. */
  to?: string;
  from?: string;
}

/**
 * Says how a message would be sent; sends and charges nothing. Errors: unauthenticated, missing_scope, those of planMessage.
 */
export async function previewMessage(
  env: Pick<Env, "ACCOUNT">,
  key: ParsedKey,
  input: PreviewInput,
): Promise<Result<Preview>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key.hash, "messages:write");
  if (!authorized.ok) return authorized;

  const fields: FieldError[] = [];
  const addresses: Pick<Preview, "to" | "from"> = {};
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
  const text = planMessageText(input);
  if (!text.ok) return failFields([...fields, text.error]);
  if (fields.length > 0) return failFields(fields);
  return ok({ plan: text.plan, parts: segmentTexts(text.plan), ...addresses });
}
