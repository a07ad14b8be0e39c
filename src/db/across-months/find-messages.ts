import { findMessagesByIds } from "../find-message.ts";
import { type WithDatabase, groupByDatabase } from "../months.ts";
import type { MessageRow } from "../schema.ts";

/** As `findMessagesByIds`, of all databases. */
export async function findMessagesOfAll(
  env: WithDatabase,
  accountId: string,
  ids: readonly string[],
): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  const groups = groupByDatabase(env, ids, (id) => id);
  const rows = await Promise.all(Array.from(groups, ([db, own]) => findMessagesByIds(db, accountId, own)));
  return rows.flat();
}
