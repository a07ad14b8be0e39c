import type { Lane } from "../messages/message.ts";
import { idLowerBound } from "../ids.ts";

export interface SampledMessage {
  accountId: string;
  id: string;
  sender: string;
  recipient: string;
  body: string;
  lane: Lane;
  /** The carrier it was given to. */
  carrierId: string;
  segmentCount: number;
}

/**
 * Up to `limit` messages that were accepted since `fromMs`: of every account the newest, as many of each as the limit has room
 * for. Reads by the primary key, account by account, and no more rows than it answers.
 */
export async function sampleMessages(db: D1Database, fromMs: number, limit: number): Promise<SampledMessage[]> {
  const { results } = await db
    .prepare(sampleMessagesSql)
    .bind(idLowerBound("message", fromMs), limit)
    .all<SampledMessage>();
  return results;
}

/** CROSS JOIN keeps SQLite from beginning with the messages; stubs that events left are not messages yet. */
export const sampleMessagesSql = `
  WITH active AS MATERIALIZED (
    SELECT id FROM accounts WHERE EXISTS (SELECT 1 FROM messages WHERE account_id = accounts.id AND id >= ?1)
  ), share AS MATERIALIZED (
    SELECT max(1, ?2 / max(1, count(*))) AS size FROM active
  ), bounds AS MATERIALIZED (
    SELECT id AS account_id, coalesce(
      (SELECT messages.id FROM messages WHERE account_id = active.id AND messages.id >= ?1
       ORDER BY messages.id DESC LIMIT 1 OFFSET (SELECT size - 1 FROM share)),
      ?1) AS from_id
    FROM active
  )
  SELECT messages.account_id AS accountId, messages.id, sender, recipient, body, lane, carrier_id AS carrierId,
    segment_count AS segmentCount
  FROM bounds CROSS JOIN messages
  WHERE messages.account_id = bounds.account_id AND messages.id >= bounds.from_id AND recipient <> ''
  LIMIT ?2`;
