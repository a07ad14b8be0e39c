import { type AlarmState, type ClearReason, type RaisedState, evaluate } from "./evaluate.ts";
import { type AlarmRule, type AllRuleSettings, type RuleSettings, alarmRules, ruleDefinitions } from "./rules.ts";
import type { AlarmSubject, ByRule, Observation } from "./sample.ts";

/** Alarms that may be raised at once, and subjects that may be on their way there. What comes on top waits until others are cleared. */
export const raisedLimit = 500;
export const pendingLimit = 1_000;

export interface Look {
  minute: number;
  settings: AllRuleSettings;
  observations: ByRule<Observation>;
  /** Of the look before, and its minute. */
  previousMinute: number;
  states: ByRule<AlarmState>;
  isSilenced: (rule: AlarmRule, subject: AlarmSubject) => boolean;
  newAlarmId: () => string;
}

export interface RaisedAlarm {
  rule: AlarmRule;
  subject: AlarmSubject;
  state: RaisedState;
  observation: Observation;
}

export interface ClearedAlarm {
  rule: AlarmRule;
  subject: AlarmSubject;
  state: RaisedState;
  reason: ClearReason;
}

export interface Outcome {
  states: ByRule<AlarmState>;
  raised: RaisedAlarm[];
  cleared: ClearedAlarm[];
  notices: { rule: AlarmRule; alarmId: string; type: "raised" | "cleared" }[];
  /** Subjects that were beyond and were left out, because there is too much already. */
  leftOut: number;
}

/**
 * Looks at every subject there is, and at those that there was something to say of. A minute that was looked at changes
 * nothing, so a trigger that comes twice tells nothing twice.
 */
export function evaluateAll(look: Look): Outcome {
  const outcome: Outcome = { states: {}, raised: [], cleared: [], notices: [], leftOut: 0 };
  if (look.minute <= look.previousMinute) return { ...outcome, states: look.states };
  const room = { raised: raisedLimit - countRaised(look.states), pending: pendingLimit };
  for (const rule of alarmRules) {
    const observations = look.observations[rule] ?? {};
    const states = look.states[rule] ?? {};
    for (const subject of new Set([...Object.keys(states), ...Object.keys(observations)])) {
      const before = states[subject] ?? null;
      const observation = observations[subject];
      const { state, event, notify } = evaluate(
        look.settings[rule],
        before,
        {
          minute: look.minute,
          value: valueOf(rule, look.settings[rule], observation),
          silenced: look.isSilenced(rule, subject),
        },
        look.newAlarmId,
      );
      if (event?.type === "cleared") {
        outcome.cleared.push({ rule, subject, state: event.state, reason: event.reason });
        room.raised += 1;
      }
      if (event?.type === "raised" && observation !== undefined) {
        if (room.raised <= 0) {
          outcome.leftOut += 1;
          continue;
        }
        room.raised -= 1;
        outcome.raised.push({ rule, subject, state: event.state, observation });
      }
      if (notify !== null) outcome.notices.push({ rule, ...notify });
      if (state === null) continue;
      if (state.phase === "pending" && room.pending-- <= 0) outcome.leftOut += 1;
      else (outcome.states[rule] ??= {})[subject] = state;
    }
  }
  return outcome;
}

function valueOf(rule: AlarmRule, settings: RuleSettings, observation: Observation | undefined): number | null {
  if (observation === undefined) return ruleDefinitions[rule].absentIsFine ? 0 : null;
  const { value, volume } = observation;
  return volume !== undefined && volume < settings.minimumVolume ? null : value;
}

function countRaised(states: ByRule<AlarmState>): number {
  const all = Object.values(states).flatMap((bySubject) => Object.values(bySubject));
  return all.filter(({ phase }) => phase === "raised").length;
}
