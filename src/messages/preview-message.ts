import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { segmentTexts } from "../sms/encode-segments.ts";
import type { TextPlan } from "../sms/plan-text.ts";
import { type OptionalAddresses, parseAddresses } from "./parse-addresses.ts";
import { type MessageInput, planMessageText } from "./plan-message.ts";

/** A message of which only the text has to be there. */
export type PreviewInput = Pick<MessageInput, "text" | "encoding" | "transliterate"> & {
  to?: string | undefined;
  from?: string | undefined;
};

/** `to` and `from` are the addresses as they would be sent, where they were given. */
export interface Preview extends OptionalAddresses {
  plan: TextPlan;
  /** The text of each segment. */
  parts: string[];
}

/**
 * Says how a message would be sent; sends and charges nothing. Errors: unauthenticated, missing_scope, those of planMessage.
 */
export async function previewMessage(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  input: PreviewInput,
): Promise<Result<Preview>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "messages:write");
  if (!authorized.ok) return authorized;

  const { addresses, fields } = parseAddresses(input);
  const text = planMessageText(input);
  if (!text.ok) return failFields([...fields, text.error]);
  if (fields.length > 0) return failFields(fields);
  return ok({ plan: text.plan, parts: segmentTexts(text.plan), ...addresses });
}
