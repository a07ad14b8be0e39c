import { type Result, fail, ok } from "../errors.ts";
import { idTimeMs } from "../ids.ts";
import { type MessageRecord, recordFromRow } from "../messages/message-record.ts";
import { leastMessageDays } from "../retention/retention.ts";
import { findArchivedMessage } from "./find-archived-message.ts";

const dayMs = 86_400_000;

/** A message that was deleted, as the archive has it. What is younger than anything there is not looked for. Errors: not_found. */
export async function getArchivedMessage(
  env: Pick<Env, "ARCHIVE">,
  accountId: string,
  messageId: string,
  nowMs: number,
): Promise<Result<MessageRecord>> {
  if (idTimeMs(messageId) > nowMs - leastMessageDays * dayMs) return fail("not_found");
  const row = await findArchivedMessage(env, accountId, messageId);
  return row === null ? fail("not_found") : ok({ ...recordFromRow(row), isArchived: true });
}
