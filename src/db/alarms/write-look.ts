import type { AlarmRow, NotificationRow, SignalRow } from "../alarms-schema.ts";
import type { AlarmRule } from "../../alarms/rules.ts";
import type { ClearReason } from "../../alarms/evaluate.ts";
import type { AlarmSample } from "../../alarms/sample.ts";

/** Minutes that looks are kept: what a dry run of the last day asks for, and a little more. */
export const lookKeptMinutes = 25 * 60;
/** Looks that are deleted at once; more than one a minute only after the trigger stood still. */
const sweptAtOnce = 10;

export type NewAlarm = Omit<
  AlarmRow,
  "clearedAtMs" | "clearReason" | "acknowledgedAtMs" | "acknowledgedBy" | "acknowledgeNote"
>;

export interface ClearedRow {
  id: string;
  clearedAtMs: number;
  reason: ClearReason;
  peak: number;
  /** JSON; null keeps what is there. */
  series: string | null;
}

export interface WrittenLook {
  /** 0 where there is none. */
  previousMinute: number;
  sample: AlarmSample;
  raised: NewAlarm[];
  cleared: ClearedRow[];
  notifications: Pick<NotificationRow, "id" | "alarmId" | "targetId" | "notice">[];
  checkedSignals: Pick<SignalRow, "rule" | "subject" | "detail">[];
  /** `toldAtMs` is that of the signal that was checked: one that was told again since stays. */
  goneSignals: { rule: AlarmRule; subject: string; toldAtMs: number }[];
  nowMs: number;
}

/** Stores a look and all that follows from it, as one transaction. False, and nothing is stored, where another look has gone on from the same one. */
export async function writeLook(db: D1Database, look: WrittenLook): Promise<boolean> {
  const { previousMinute, sample, raised, cleared, notifications, checkedSignals, goneSignals, nowMs } = look;
  const { minute } = sample;
  const each = (sql: string, rows: readonly object[], ...more: (string | number)[]): D1PreparedStatement[] =>
    rows.length === 0 ? [] : [db.prepare(sql).bind(JSON.stringify(rows), ...more)];
  try {
    await db.batch([
      db
        .prepare("INSERT INTO alarm_samples (minute, previous_minute, body) VALUES (?1, ?2, ?3)")
        .bind(minute, previousMinute, JSON.stringify(sample)),
      ...each(raiseSql, raised),
      ...each(clearSql, cleared),
      ...each(notifySql, notifications, nowMs),
      ...each(checkedSql, checkedSignals, nowMs),
      ...each(goneSql, goneSignals),
      db.prepare(sweepSql).bind(minute - lookKeptMinutes, sweptAtOnce),
    ]);
    return true;
  } catch (error) {
    if (/UNIQUE constraint failed: alarm_samples/.test(String(error))) return false;
    throw error;
  }
}

const raiseSql = `
  INSERT INTO alarms (id, rule, subject, account_id, severity, raised_at_ms, value, peak, baseline, raise_at, clear_below, detail, series)
  SELECT value ->> 'id', value ->> 'rule', value ->> 'subject', value ->> 'accountId', value ->> 'severity',
    value ->> 'raisedAtMs', value ->> 'value', value ->> 'peak', value ->> 'baseline', value ->> 'raiseAt',
    value ->> 'clearBelow', value ->> 'detail', value ->> 'series'
  FROM json_each(?1)`;

const clearSql = `
  UPDATE alarms SET cleared_at_ms = each.value ->> 'clearedAtMs', clear_reason = each.value ->> 'reason',
    peak = each.value ->> 'peak', series = coalesce(each.value ->> 'series', series)
  FROM json_each(?1) AS each
  WHERE alarms.id = each.value ->> 'id'`;

const notifySql = `
  INSERT INTO alarm_notifications (id, alarm_id, target_id, notice, status, attempts, due_at_ms, created_at_ms)
  SELECT value ->> 'id', value ->> 'alarmId', value ->> 'targetId', value ->> 'notice', 'waiting', 0, ?2, ?2
  FROM json_each(?1) WHERE true
  ON CONFLICT DO NOTHING`;

const checkedSql = `
  UPDATE alarm_signals SET checked_at_ms = ?2, detail = each.value ->> 'detail'
  FROM json_each(?1) AS each
  WHERE alarm_signals.rule = each.value ->> 'rule' AND alarm_signals.subject = each.value ->> 'subject'`;

const goneSql = `
  DELETE FROM alarm_signals WHERE (rule, subject, told_at_ms) IN
    (SELECT value ->> 'rule', value ->> 'subject', value ->> 'toldAtMs' FROM json_each(?1))`;

const sweepSql = `
  DELETE FROM alarm_samples WHERE minute IN
    (SELECT minute FROM alarm_samples WHERE minute < ?1 ORDER BY minute LIMIT ?2)`;
