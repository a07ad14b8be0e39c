import type { PresentedKey } from "../accounts/presented-key.ts";
import { findMessage } from "../db/find-message.ts";
import { databaseOf } from "../db/months.ts";
import { type FieldError, type Result, fail, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { isId } from "../ids.ts";
import { type TimingInput, maySendAt, readTiming, sendAtMessage } from "../schedules/send-timing.ts";
import type { MessageChange } from "./message-change.ts";
import { type MessageRecord, recordFromWaiting } from "./message-record.ts";
import { type MessageInput, planMessageText } from "./plan-message.ts";

/** What to change of a message; what is left out stays as it is. */
export interface ChangeMessageInput
  extends TimingInput, Pick<MessageInput, "encoding" | "transliterate" | "clientReference"> {
  text?: string | undefined;
}

/**
 * Changes a message that waits for its time; the last change counts. Errors: unauthenticated, missing_scope, not_found,
 * not_changeable, those of planMessage and of text-refusals.ts.
 */
export async function changeMessage(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  messageId: string,
  input: ChangeMessageInput,
  nowMs: number,
): Promise<Result<MessageRecord>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const change = planChange(input, nowMs);
  if (!change.ok || !isId("message", messageId)) {
    const authorized = await account.authorize(key, "messages:write");
    if (!authorized.ok) return authorized;
    return change.ok ? fail("not_found") : change;
  }
  const changed = await account.scheduled.change(key, messageId, change.value);
  if (changed.ok) return ok(recordFromWaiting(changed.value, null));
  if (changed.error.code !== "not_found") return changed;
  const row = await findMessage(databaseOf(env, messageId), key.accountId, messageId);
  return fail(row === null ? "not_found" : "not_changeable");
}

function planChange(input: ChangeMessageInput, nowMs: number): Result<MessageChange> {
  const { text, encoding, transliterate, clientReference } = input;
  const { timing, fields } = readTiming(input);
  if (timing.sendAtMs !== undefined && !maySendAt(timing.sendAtMs, nowMs)) {
    fields.push({ path: "sendAt", code: "invalid_request", message: sendAtMessage });
  }
  const change: MessageChange = { timing };
  if (clientReference !== undefined) change.clientReference = clientReference;
  if (text === undefined) {
    if (encoding !== undefined) fields.push(needsText("encoding"));
    if (transliterate !== undefined) fields.push(needsText("transliterate"));
  } else {
    const planned = planMessageText({ text, encoding, transliterate });
    if (!planned.ok) fields.push(planned.error);
    else {
      const { plan } = planned;
      change.content = {
        text: plan.text,
        encoding: plan.encoding,
        singleShift: plan.singleShift,
        lockingShift: plan.lockingShift,
        segmentCount: plan.segmentCount,
      };
    }
  }
  return fields.length > 0 ? failFields(fields) : ok(change);
}

function needsText(path: string): FieldError {
  return { path, code: "invalid_request", message: "This says how to send `text`, so give that too." };
}
