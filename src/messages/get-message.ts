import type { PresentedKey } from "../accounts/presented-key.ts";
import { getArchivedMessage } from "../archive/get-archived-message.ts";
import { findMessage, isStub } from "../db/find-message.ts";
import { databaseOf } from "../db/months.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import { type MessageRecord, recordFromRow, recordFromWaiting } from "./message-record.ts";

/**
 * A message of the key's account, from the moment it was accepted. Errors: unauthenticated, missing_scope, not_found.
 * The read model is asked together with the account's object, which knows the messages that the read model has yet to get
 * and whether the key may read at all.
 */
export async function getMessage(
  env: Pick<Env, "ACCOUNT" | "DB" | "ARCHIVE">,
  key: PresentedKey,
  messageId: string,
): Promise<Result<MessageRecord>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  if (!isId("message", messageId)) {
    const authorized = await account.authorize(key, "messages:read");
    return authorized.ok ? fail("not_found") : authorized;
  }

  const [waiting, row] = await Promise.all([
    account.findWaiting(key, messageId),
    findMessage(databaseOf(env, messageId), key.accountId, messageId),
  ]);
  if (!waiting.ok) return waiting;
  // What still waits for its time is as its object says: the read model may not have heard of the last change.
  if (waiting.value !== null && (row === null || isStub(row) || row.status === "scheduled")) {
    return ok(recordFromWaiting(waiting.value, row));
  }
  if (row !== null && !isStub(row) && row.status !== "scheduled") return ok(recordFromRow(row));

  // It may have moved from the object to the read model between the two answers; the row is written before it moves.
  const moved = await findMessage(databaseOf(env, messageId), key.accountId, messageId);
  if (moved !== null && !isStub(moved)) return ok(recordFromRow(moved));
  return getArchivedMessage(env, key.accountId, messageId, Date.now());
}
