import type { ConfigChange } from "../configuration/config-change.ts";
import { findSeen } from "../db/alarms/series.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type Versioned, findOverrides } from "./alarm-configuration.ts";
import { checkRules } from "./check-rules.ts";
import { type Outcome, evaluateAll } from "./evaluate-all.ts";
import type { AlarmRule, AllRuleSettings, RuleOverrides } from "./rules.ts";
import { readObservations } from "./sample.ts";

/** An alarm that would have been. Minutes since the epoch; `clearedAt` is null where it still would be. */
export interface WouldBeAlarm {
  rule: AlarmRule;
  subject: string;
  raisedAt: number;
  clearedAt: number | null;
  peak: number;
}

export interface RulesTrial extends Versioned<AllRuleSettings> {
  /** Minutes of the last day that were looked at. */
  minutes: number;
  alarms: WouldBeAlarm[];
  /** Whether there would have been more. */
  more: boolean;
}

const dayMinutes = 24 * 60;
/** Looks that are in memory at once. */
const pageMinutes = 60;
const alarmLimit = 500;

/** What the rules would have raised in the last 24 hours. Stores nothing. Errors: invalid_request, version_conflict. */
export async function tryRules(
  env: Pick<Env, "DB">,
  overrides: RuleOverrides,
  { expectedVersion, nowMs }: ConfigChange,
): Promise<Result<RulesTrial>> {
  const settings = checkRules(overrides);
  if (!settings.ok) return settings;
  const { version } = await findOverrides(env);
  if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
  const alarms = new Map<string, WouldBeAlarm>();
  let states: Outcome["states"] = {};
  let [afterMinute, minutes, more] = [Math.floor(nowMs / 60_000) - dayMinutes, 0, false];
  for (;;) {
    const looks = await findSeen(env.DB, afterMinute, pageMinutes);
    for (const { minute, values } of looks) {
      const outcome = evaluateAll({
        minute,
        settings: settings.value,
        observations: readObservations(values),
        previousMinute: 0,
        states,
        isSilenced: () => false,
        newAlarmId: () => crypto.randomUUID(),
      });
      for (const { rule, subject, state } of outcome.raised) {
        if (alarms.size >= alarmLimit) more = true;
        else alarms.set(state.alarmId, { rule, subject, raisedAt: minute, clearedAt: null, peak: state.peak });
      }
      for (const { state } of outcome.cleared) end(alarms, state.alarmId, { clearedAt: minute, peak: state.peak });
      states = outcome.states;
    }
    minutes += looks.length;
    const last = looks.at(-1);
    if (last === undefined || looks.length < pageMinutes) break;
    afterMinute = last.minute;
  }
  for (const bySubject of Object.values(states)) {
    for (const state of Object.values(bySubject)) {
      if (state.phase === "raised") end(alarms, state.alarmId, { clearedAt: null, peak: state.peak });
    }
  }
  return ok({ version, value: settings.value, minutes, alarms: [...alarms.values()], more });
}

function end(alarms: Map<string, WouldBeAlarm>, id: string, known: Pick<WouldBeAlarm, "clearedAt" | "peak">): void {
  const alarm = alarms.get(id);
  if (alarm !== undefined) alarms.set(id, { ...alarm, ...known });
}
