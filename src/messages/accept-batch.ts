import type { FieldError, Result, ServiceError } from "../errors.ts";
import { type AcceptOutcome, type SendContext, acceptDrafts } from "./accept-drafts.ts";
import { type AcceptedMessage, toAccepted } from "./accept-message.ts";
import { type MessageInput, planMessage } from "./plan-message.ts";
import { describeRefusal } from "./text-refusals.ts";

/** What became of one message of a batch. The error's path is within the message. */
export type BatchItem = ({ ok: true } & AcceptedMessage) | { ok: false; error: FieldError };

/**
 * Accepts the messages of a batch that can be accepted, in one call; a bad one never keeps another from being sent. Items
 * come in the order of `inputs`, of which some may have failed already. Errors, for the batch as a whole: those of
 * AccountObject.accept.
 */
export async function acceptBatch(
  env: Pick<Env, "ACCOUNT">,
  context: SendContext,
  inputs: readonly Result<MessageInput>[],
): Promise<AcceptOutcome<BatchItem[]>> {
  const planned = inputs.map((input) => (input.ok ? planMessage(input.value) : input));
  const drafts = planned.flatMap((plan) => (plan.ok ? [plan.value] : []));
  const outcome = await acceptDrafts(env, context, drafts);
  if (!outcome.ok) return outcome;

  const accepted = outcome.value.values();
  const items = planned.map((plan): BatchItem => {
    if (!plan.ok) return { ok: false, error: firstField(plan.error) };
    const item = accepted.next().value;
    if (item === undefined) throw new Error("an item for each draft was expected");
    return "error" in item
      ? { ok: false, error: describeRefusal(item, plan.value) }
      : { ok: true, ...toAccepted(item, plan.value) };
  });
  return { ...outcome, value: items };
}

function firstField(error: ServiceError): FieldError {
  return error.fields?.[0] ?? { path: "", code: error.code, message: error.message };
}
