import type { PresentedKey } from "../accounts/presented-key.ts";
import { findMessagesOfAll } from "../db/across-months/find-messages.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import { type MessageRecord, recordFromRow, recordFromWaiting } from "./message-record.ts";

/**
 * Cancels messages that wait for their time, all in one transaction; each has a result in its place. A message that is canceled
 * already is told again. Errors, for all: unauthenticated, missing_scope; for one: not_found, not_cancelable.
 */
export async function cancelMessages(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  messageIds: readonly string[],
): Promise<Result<Result<MessageRecord>[]>> {
  const asked = messageIds.filter((id) => isId("message", id));
  const reply = await env.ACCOUNT.getByName(key.accountId).scheduled.cancel(key, asked);
  if (!reply.ok) return reply;

  const here = new Map(asked.map((id, index) => [id, reply.value[index] ?? null]));
  const elsewhere = asked.filter((id) => here.get(id) === null);
  const rows = await findMessagesOfAll(env, key.accountId, elsewhere);
  const rowById = new Map(rows.map((row) => [row.id, row]));
  return ok(
    messageIds.map((id) => {
      const waiting = here.get(id) ?? null;
      if (waiting !== null) {
        return waiting.state === "canceled" ? ok(recordFromWaiting(waiting, null)) : fail("not_cancelable");
      }
      const row = rowById.get(id);
      if (row === undefined) return fail("not_found");
      return row.status === "canceled" ? ok(recordFromRow(row)) : fail("not_cancelable");
    }),
  );
}
