import { findAlarmsById } from "../db/alarms/alarms.ts";
import type { AlarmRow } from "../db/alarms-schema.ts";
import type { ClearedRow, NewAlarm, WrittenLook } from "../db/alarms/write-look.ts";
import type { Outcome } from "./evaluate-all.ts";
import type { AlarmNotice, NoticedAlarm } from "./notice.ts";
import { type AlarmTarget, wants } from "./target.ts";

/** Parameters that one statement may have. */
const askedAtOnce = 100;

interface ToTell {
  notices: Outcome["notices"];
  raised: readonly NewAlarm[];
  cleared: readonly ClearedRow[];
  targets: readonly AlarmTarget[];
  nowMs: number;
}

/** What each target is to be told. Its id follows from the alarm, so that it is told once. */
export async function makeNotifications(
  env: Pick<Env, "DB">,
  { notices, raised, cleared, targets, nowMs }: ToTell,
): Promise<WrittenLook["notifications"]> {
  if (notices.length === 0 || targets.length === 0) return [];
  const alarms = new Map<string, NoticedAlarm>(raised.map((alarm) => [alarm.id, toNoticed(alarm)]));
  const unknown = notices.map(({ alarmId }) => alarmId).filter((id) => !alarms.has(id));
  for (let start = 0; start < unknown.length; start += askedAtOnce) {
    for (const row of await findAlarmsById(env.DB, unknown.slice(start, start + askedAtOnce)))
      alarms.set(row.id, toNoticed(row));
  }
  const clearedById = new Map(cleared.map((each) => [each.id, each]));
  return notices.flatMap(({ alarmId, type }) => {
    const alarm = alarms.get(alarmId);
    if (alarm === undefined) return [];
    const over = clearedById.get(alarmId);
    const told = over === undefined ? alarm : { ...alarm, clearedAtMs: over.clearedAtMs, clearReason: over.reason };
    const notice = JSON.stringify({ type, atMs: nowMs, alarm: told } satisfies AlarmNotice);
    return targets
      .filter((target) => wants(target, alarm, type))
      .map(({ id: targetId }) => ({ id: `${alarmId}_${type}_${targetId}`, alarmId, targetId, notice }));
  });
}

function toNoticed(alarm: NewAlarm | AlarmRow): NoticedAlarm {
  const { id, rule, subject, accountId, severity, value, baseline, raiseAt, raisedAtMs, detail } = alarm;
  return {
    id,
    rule,
    subject,
    accountId,
    severity,
    value,
    baseline,
    raiseAt,
    raisedAtMs,
    clearedAtMs: null,
    clearReason: null,
    detail: detail === null ? null : (JSON.parse(detail) as Record<string, unknown>),
  };
}
