import { and, asc, eq, isNull, lt } from "drizzle-orm";
import { openDatabase } from "../open.ts";
import { type InboundRow, inboundMessages } from "../schema.ts";

/** An account's oldest texts from handsets before `beforeId`; null for those that are nobody's. */
export function findOldestInbound(
  db: D1Database,
  accountId: string | null,
  beforeId: string,
  limit: number,
): Promise<InboundRow[]> {
  const ofAccount = accountId === null ? isNull(inboundMessages.accountId) : eq(inboundMessages.accountId, accountId);
  return openDatabase(db)
    .select()
    .from(inboundMessages)
    .where(and(ofAccount, lt(inboundMessages.id, beforeId)))
    .orderBy(asc(inboundMessages.id))
    .limit(limit);
}

/** Answers the rows that D1 read and wrote. */
export async function deleteInbound(db: D1Database, ids: readonly string[]): Promise<number> {
  const { meta } = await db
    .prepare("DELETE FROM inbound_messages WHERE id IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(ids))
    .run();
  return meta.rows_read + meta.rows_written;
}

/** Deletes up to `limit` conversations in which nothing was said since. Answers the rows that D1 read and wrote. */
export async function deleteConversations(
  db: D1Database,
  accountId: string,
  beforeId: string,
  limit: number,
): Promise<{ more: boolean; rows: number }> {
  const { meta } = await db
    .prepare(
      `DELETE FROM conversations WHERE (account_id, number, peer) IN (
         SELECT account_id, number, peer FROM conversations WHERE account_id = ?1 AND last_inbound_id < ?2
         ORDER BY last_inbound_id LIMIT ?3)`,
    )
    .bind(accountId, beforeId, limit)
    .run();
  return { more: meta.changes >= limit, rows: meta.rows_read + meta.rows_written };
}
