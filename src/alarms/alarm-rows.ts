import { findSeries } from "../db/alarms/series.ts";
import { type ClearedRow, type NewAlarm, lookKeptMinutes } from "../db/alarms/write-look.ts";
import type { RaisedAlarm } from "./evaluate-all.ts";
import type { LookAt, Looked } from "./look.ts";
import type { ByRule, Observation, SeriesPoint } from "./sample.ts";
import { subjectAccount } from "./subject-account.ts";
import { thinOut } from "./thin-out.ts";

/** Minutes before an alarm that its graph begins, and those that are kept of one that is over. */
const minutesBefore = 180;
const keptBefore = 60;
/** Graphs that one look draws; of more alarms at a time there is the last value only. */
const drawnAtOnce = 20;

/** Alarms that were just raised, with the values that led there. */
export async function raisedRows(
  env: Pick<Env, "DB">,
  { outcome }: Looked,
  { minute, nowMs, settings }: LookAt,
  details: ByRule<string>,
): Promise<NewAlarm[]> {
  const { raised } = outcome;
  const range = { fromMinute: minute - minutesBefore, toMinute: minute - 1 };
  const series = await findSeries(env.DB, raised.slice(0, drawnAtOnce), range);
  return raised.map((alarm, index) => {
    const { rule, subject, state, observation } = alarm;
    const { severity, raiseAt, clearBelow } = settings[rule];
    return {
      id: state.alarmId,
      rule,
      subject,
      accountId: subjectAccount(subject),
      severity,
      raisedAtMs: nowMs,
      value: observation.value,
      peak: observation.value,
      baseline: observation.baseline ?? null,
      raiseAt,
      clearBelow,
      detail: details[rule]?.[subject] ?? detailOf(alarm),
      series: JSON.stringify([...(series[index] ?? []), pointOf(minute, observation)]),
    };
  });
}

/** Alarms that are over, with the values from before they were raised until now. */
export async function clearedRows(
  env: Pick<Env, "DB">,
  { outcome: { cleared }, observations }: Looked,
  minute: number,
): Promise<ClearedRow[]> {
  const drawn = cleared.slice(0, drawnAtOnce);
  const earliest = Math.min(...drawn.map(({ state }) => state.raisedAt)) - keptBefore;
  const range = { fromMinute: Math.max(earliest, minute - lookKeptMinutes), toMinute: minute - 1 };
  const series = await findSeries(env.DB, drawn, range);
  return cleared.map(({ rule, subject, state, reason }, index) => {
    const points = (series[index] ?? []).filter(([at]) => at >= state.raisedAt - keptBefore);
    const last = observations[rule]?.[subject];
    if (points.length > 0 && last !== undefined) points.push(pointOf(minute, last));
    return {
      id: state.alarmId,
      clearedAtMs: minute * 60_000,
      reason,
      peak: state.peak,
      series: points.length === 0 ? null : JSON.stringify(thinOut(points)),
    };
  });
}

function pointOf(minute: number, { value, baseline }: Observation): SeriesPoint {
  return baseline === undefined ? [minute, value] : [minute, value, baseline];
}

function detailOf({ rule, observation: { value, baseline, volume } }: RaisedAlarm): string | null {
  if (rule !== "delivery_rate" || baseline === undefined) return null;
  const deliveredPercent = Math.round((baseline - value) * 10) / 10;
  return JSON.stringify({ deliveredPercent, usualPercent: baseline, messages: volume });
}
