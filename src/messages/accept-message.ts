import type { AcceptedId } from "../accounts/account.ts";
import type { Price } from "../money/account-money.ts";
import { failFields } from "../field-errors.ts";
import { type AcceptOutcome, type SendContext, acceptDrafts } from "./accept-drafts.ts";
import type { DraftText } from "./message.ts";
import { type MessageInput, planMessage } from "./plan-message.ts";
import { describeRefusal } from "./text-refusals.ts";

export interface AcceptedMessage {
  id: string;
  draft: DraftText;
  /** When it goes, where it waits for that. */
  dueAtMs?: number;
  /** What it costs in all, where it is charged. */
  price?: Price;
}

/** A draft with what its account's object gave it. */
export function toAccepted({ id, from, dueAtMs, price }: AcceptedId, draft: DraftText): AcceptedMessage {
  const accepted: AcceptedMessage = { id, draft: from === undefined ? draft : { ...draft, from } };
  if (dueAtMs !== undefined) accepted.dueAtMs = dueAtMs;
  if (price !== undefined) accepted.price = price;
  return accepted;
}

/**
 * Accepts one message. Errors: those of planMessage, those of AccountObject.accept, and of text-refusals.ts.
 */
export async function acceptMessage(
  env: Pick<Env, "ACCOUNT">,
  context: SendContext,
  input: MessageInput,
): Promise<AcceptOutcome<AcceptedMessage>> {
  const planned = planMessage(input);
  if (!planned.ok) return planned;
  const draft = planned.value;
  const outcome = await acceptDrafts(env, context, [draft]);
  if (!outcome.ok) return outcome;
  const [item] = outcome.value;
  if (item === undefined) throw new Error("an item for each draft was expected");
  if ("error" in item) {
    const { error } = failFields([describeRefusal(item, draft)]);
    if (item.retryAfterSeconds !== undefined) error.retryAfterSeconds = item.retryAfterSeconds;
    return { ok: false, error, rate: outcome.rate };
  }
  return { ...outcome, value: toAccepted(item, draft) };
}
