import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, ok } from "../errors.ts";
import type { Price } from "../money/account-money.ts";
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
  /** What it would cost in all; absent where there is no recipient, no price for it, or the account is not charged. */
  price?: Price;
}

/**
 * Says how a message would be sent; sends and charges nothing. Errors: unauthenticated, missing_scope, those of planMessage.
 */
export async function previewMessage(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  input: PreviewInput,
): Promise<Result<Preview>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const authorized = await account.authorize(key, "messages:write");
  if (!authorized.ok) return authorized;

  const { addresses, fields } = parseAddresses(input);
  const text = planMessageText(input);
  if (!text.ok) return failFields([...fields, text.error]);
  if (fields.length > 0) return failFields(fields);
  const preview: Preview = { plan: text.plan, parts: segmentTexts(text.plan), ...addresses };
  if (addresses.to === undefined) return ok(preview);
  const price = await account.money.priceOf(key, addresses.to, text.plan.segmentCount);
  if (!price.ok) return price;
  return ok(price.value === null ? preview : { ...preview, price: price.value });
}
