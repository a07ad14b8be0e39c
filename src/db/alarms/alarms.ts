import { type SQL, and, count, desc, eq, gt, inArray, isNotNull, isNull, lt } from "drizzle-orm";
import type { AlarmRule } from "../../alarms/rules.ts";
import { idLowerBound } from "../../ids.ts";
import { type Page, toPage } from "../../page.ts";
import { type AlarmRow, alarmSilences, alarms } from "../alarms-schema.ts";
import { openDatabase } from "../open.ts";

export type ListedAlarm = Omit<AlarmRow, "series"> & {
  /** While nobody is told of it; null where it is not silenced. */
  silencedUntilMs: number | null;
};
export type FoundAlarm = ListedAlarm & Pick<AlarmRow, "series">;

export interface AlarmFilters {
  accountId?: string | undefined;
  rule?: AlarmRule | undefined;
  /** True for those that are raised, false for those that were. */
  isOpen?: boolean | undefined;
}

/** Newest first, from the one after `afterId`, without their series. */
export async function findAlarms(
  db: D1Database,
  filters: AlarmFilters,
  { afterId, limit, nowMs }: { afterId?: string | undefined; limit: number; nowMs: number },
): Promise<Page<ListedAlarm>> {
  const rows = await openDatabase(db)
    .select(listed)
    .from(alarms)
    .leftJoin(alarmSilences, silenceOf(nowMs))
    .where(and(matching(filters), afterId === undefined ? undefined : lt(alarms.id, afterId)))
    .orderBy(desc(alarms.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ id }) => id);
}

/** An alarm, of this account where one is named. */
export async function findAlarm(
  db: D1Database,
  id: string,
  { accountId, nowMs }: { accountId?: string | undefined; nowMs: number },
): Promise<FoundAlarm | null> {
  const row = await openDatabase(db)
    .select({ ...listed, series: alarms.series })
    .from(alarms)
    .leftJoin(alarmSilences, silenceOf(nowMs))
    .where(and(eq(alarms.id, id), matching({ accountId })))
    .get();
  return row ?? null;
}

export function findAlarmsById(db: D1Database, ids: readonly string[]): Promise<AlarmRow[]> {
  return openDatabase(db)
    .select()
    .from(alarms)
    .where(inArray(alarms.id, [...ids]))
    .all();
}

/** Says who has taken it on; who did so first stays. */
export async function acknowledgeRow(
  db: D1Database,
  id: string,
  { by, note, atMs }: { by: string; note: string | null; atMs: number },
): Promise<void> {
  await openDatabase(db)
    .update(alarms)
    .set({ acknowledgedAtMs: atMs, acknowledgedBy: by, acknowledgeNote: note })
    .where(and(eq(alarms.id, id), isNull(alarms.acknowledgedAtMs)));
}

/** Alarms that are raised, by rule, and whether somebody has taken them on or silenced them. */
export function countAlarms(
  db: D1Database,
  nowMs: number,
): Promise<{ rule: AlarmRule; isAcknowledged: boolean; isSilenced: boolean; alarms: number }[]> {
  const isAcknowledged = isNotNull(alarms.acknowledgedAtMs).mapWith(Boolean);
  const isSilenced = isNotNull(alarmSilences.untilMs).mapWith(Boolean);
  return openDatabase(db)
    .select({ rule: alarms.rule, isAcknowledged, isSilenced, alarms: count() })
    .from(alarms)
    .leftJoin(alarmSilences, silenceOf(nowMs))
    .where(isNull(alarms.clearedAtMs))
    .groupBy(alarms.rule, isAcknowledged, isSilenced)
    .all();
}

/** Deletes up to `limit` alarms that were raised before `beforeMs` and are over, with what was told of them. */
export async function deleteOldAlarms(db: D1Database, beforeMs: number, limit: number): Promise<void> {
  await db.batch([
    db.prepare(oldNotificationsSql).bind(idLowerBound("alarm", beforeMs), limit),
    db.prepare(oldAlarmsSql).bind(idLowerBound("alarm", beforeMs), limit),
  ]);
}

/** Ids begin with that of their alarm, so both go by time. */
const oldNotificationsSql = `
  DELETE FROM alarm_notifications WHERE id IN
    (SELECT id FROM alarm_notifications WHERE id < ?1 AND status <> 'waiting' ORDER BY id LIMIT ?2)`;
const oldAlarmsSql = `
  DELETE FROM alarms WHERE id IN
    (SELECT id FROM alarms WHERE id < ?1 AND cleared_at_ms IS NOT NULL ORDER BY id LIMIT ?2)`;

const listed = {
  id: alarms.id,
  rule: alarms.rule,
  subject: alarms.subject,
  accountId: alarms.accountId,
  severity: alarms.severity,
  raisedAtMs: alarms.raisedAtMs,
  clearedAtMs: alarms.clearedAtMs,
  clearReason: alarms.clearReason,
  value: alarms.value,
  peak: alarms.peak,
  baseline: alarms.baseline,
  raiseAt: alarms.raiseAt,
  clearBelow: alarms.clearBelow,
  detail: alarms.detail,
  acknowledgedAtMs: alarms.acknowledgedAtMs,
  acknowledgedBy: alarms.acknowledgedBy,
  acknowledgeNote: alarms.acknowledgeNote,
  silencedUntilMs: alarmSilences.untilMs,
};

function silenceOf(nowMs: number): SQL | undefined {
  return and(
    eq(alarmSilences.rule, alarms.rule),
    eq(alarmSilences.subject, alarms.subject),
    gt(alarmSilences.untilMs, nowMs),
  );
}

function matching({ accountId, rule, isOpen }: AlarmFilters): SQL | undefined {
  return and(
    accountId === undefined ? undefined : eq(alarms.accountId, accountId),
    rule === undefined ? undefined : eq(alarms.rule, rule),
    isOpen === undefined ? undefined : isOpen ? isNull(alarms.clearedAtMs) : isNotNull(alarms.clearedAtMs),
  );
}
