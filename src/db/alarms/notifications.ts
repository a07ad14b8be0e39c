import type { NotificationRow } from "../alarms-schema.ts";
import { openDatabase } from "../open.ts";
import { alarmNotifications } from "../alarms-schema.ts";
import { and, asc, gte, lt } from "drizzle-orm";

export type ClaimedNotification = Pick<NotificationRow, "id" | "targetId" | "notice" | "attempts" | "createdAtMs">;

/**
 * Takes up to `limit` notifications that are due, and puts them off until `againAtMs`: whoever dies with them leaves them to the
 * next. `attempts` counts this one.
 */
export async function claimNotifications(
  db: D1Database,
  { nowMs, againAtMs, limit }: { nowMs: number; againAtMs: number; limit: number },
): Promise<ClaimedNotification[]> {
  const { results } = await db.prepare(claimSql).bind(nowMs, againAtMs, limit).all<ClaimedNotification>();
  return results;
}

const claimSql = `
  UPDATE alarm_notifications SET due_at_ms = ?2, attempts = attempts + 1
  WHERE id IN (
    SELECT id FROM alarm_notifications WHERE status = 'waiting' AND due_at_ms <= ?1 ORDER BY due_at_ms LIMIT ?3
  )
  RETURNING id, target_id AS targetId, notice, attempts, created_at_ms AS createdAtMs`;

/** What became of an attempt. */
export type SettledNotification = Pick<NotificationRow, "id" | "status" | "dueAtMs" | "sentAtMs" | "error">;

export async function settleNotifications(db: D1Database, settled: readonly SettledNotification[]): Promise<void> {
  if (settled.length === 0) return;
  await db.prepare(settleSql).bind(JSON.stringify(settled)).run();
}

const settleSql = `
  UPDATE alarm_notifications SET status = each.value ->> 'status', due_at_ms = each.value ->> 'dueAtMs',
    sent_at_ms = each.value ->> 'sentAtMs', error = each.value ->> 'error'
  FROM json_each(?1) AS each
  WHERE alarm_notifications.id = each.value ->> 'id' AND alarm_notifications.status = 'waiting'`;

/** What was, or is to be, told of an alarm; ids begin with that of their alarm. */
export function findNotifications(db: D1Database, alarmId: string, limit: number): Promise<NotificationRow[]> {
  return openDatabase(db)
    .select()
    .from(alarmNotifications)
    .where(and(gte(alarmNotifications.id, `${alarmId}_`), lt(alarmNotifications.id, `${alarmId}a`)))
    .orderBy(asc(alarmNotifications.id))
    .limit(limit)
    .all();
}
