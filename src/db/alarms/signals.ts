import type { SignalRow } from "../alarms-schema.ts";

/** What accounts told. A signal that is there already is to be checked again. */
export async function upsertSignals(
  db: D1Database,
  signals: readonly Pick<SignalRow, "rule" | "subject" | "toldAtMs">[],
): Promise<void> {
  await db.prepare(upsertSql).bind(JSON.stringify(signals)).run();
}

const upsertSql = `
  INSERT INTO alarm_signals (rule, subject, told_at_ms, checked_at_ms)
  SELECT value ->> 'rule', value ->> 'subject', value ->> 'toldAtMs', 0 FROM json_each(?1) WHERE true
  ON CONFLICT DO UPDATE SET told_at_ms = max(told_at_ms, excluded.told_at_ms)`;

/** Up to `limit` signals, those first that were not checked for longest. */
export async function findSignals(db: D1Database, limit: number): Promise<SignalRow[]> {
  const { results } = await db.prepare(findSql).bind(limit).all<SignalRow>();
  return results;
}

const findSql = `
  SELECT rule, subject, told_at_ms AS toldAtMs, checked_at_ms AS checkedAtMs, detail
  FROM alarm_signals ORDER BY checked_at_ms LIMIT ?1`;
