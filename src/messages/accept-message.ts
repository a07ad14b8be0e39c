import { failFields } from "../field-errors.ts";
import { type AcceptOutcome, type SendContext, acceptDrafts, refusalOf } from "./accept-drafts.ts";
import type { DraftText } from "./message.ts";
import { type MessageInput, planMessage } from "./plan-message.ts";

export interface AcceptedMessage {
  id: string;
  draft: DraftText;
}

/**
 * Accepts one message. Errors: those of planMessage, unauthenticated, missing_scope, idempotency_key_reused, rate_limited,
 * backlog_full, sender_not_allowed, too_many_segments.
 */
export async function acceptMessage(
  env: Pick<Env, "ACCOUNT">,
  context: SendContext,
  input: MessageInput,
): Promise<AcceptOutcome<AcceptedMessage>> {
  const planned = planMessage(input, context.nowMs);
  if (!planned.ok) return planned;
  const draft = planned.value;
  const outcome = await acceptDrafts(env, context, [draft]);
  if (!outcome.ok) return outcome;
  const [item] = outcome.value;
  if (item === undefined) throw new Error("an item for each draft was expected");
  if ("error" in item) return { ...failFields([refusalOf(item.error, draft)]), rate: outcome.rate };
  return { ...outcome, value: { id: item.id, draft } };
}
