import { and, asc, eq, lt, ne, sql } from "drizzle-orm";
import { openDatabase } from "../open.ts";
import { type MessageRow, messages } from "../schema.ts";

/**
 * An account's oldest messages before `beforeId`; left out are those that wait for their time, and those whose time was not before
 * `cutoffMs` (epoch ms): their receipts may still come. Stubs that events left are among them.
 */
export function findOldestMessages(
  db: D1Database,
  accountId: string,
  { beforeId, cutoffMs }: { beforeId: string; cutoffMs: number },
  limit: number,
): Promise<MessageRow[]> {
  const wentAtMs = sql`iif(${messages.status} = 'canceled', 0, coalesce(${messages.timeline} ->> '$.scheduled.dueAtMs', 0))`;
  return openDatabase(db)
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.accountId, accountId),
        lt(messages.id, beforeId),
        ne(messages.status, "scheduled"),
        lt(wentAtMs, cutoffMs),
      ),
    )
    .orderBy(asc(messages.id))
    .limit(limit);
}

/**
 * Deletes messages of one day (UTC) that are as they were read. The day has to be counted for the usage before, and is never counted
 * again: where something took it out meanwhile nothing is deleted. Answers how many were, and the rows that D1 read and wrote.
 */
export async function deleteMessages(
  db: D1Database,
  { accountId, day }: { accountId: string; day: string },
  rows: readonly Pick<MessageRow, "id" | "updatedAtMs">[],
): Promise<{ deleted: number; rows: number }> {
  const results = await db.batch([
    db
      .prepare("UPDATE usage_days_counted SET is_closed = 1 WHERE account_id = ?1 AND day = ?2 AND is_closed = 0")
      .bind(accountId, day),
    db
      .prepare(
        `DELETE FROM messages WHERE account_id = ?1
           AND (id, updated_at_ms) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?2))
           AND EXISTS (SELECT 1 FROM usage_days_counted WHERE account_id = ?1 AND day = ?3)`,
      )
      .bind(accountId, JSON.stringify(rows.map(({ id, updatedAtMs }) => [id, updatedAtMs])), day),
  ]);
  return {
    deleted: results[1]?.meta.changes ?? 0,
    rows: results.reduce((sum, { meta }) => sum + meta.rows_read + meta.rows_written, 0),
  };
}
