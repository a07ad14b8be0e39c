import type { AllRuleSettings } from "./rules.ts";
import type { AlarmSample, ByRule, Observation } from "./sample.ts";
import { storeObservations } from "./sample.ts";
import { type Outcome, evaluateAll } from "./evaluate-all.ts";
import { observeCarriers, observeClocks } from "./observe-carriers.ts";
import { baselineHour, observeDelivery, sumTraffic } from "./observe-delivery.ts";
import type { ConnectorClock, ToldCarrier } from "./observe-carriers.ts";

/** All that one minute's look goes by. */
export interface LookAt {
  minute: number;
  nowMs: number;
  previous: AlarmSample;
  settings: AllRuleSettings;
  /** Traffic of the looks before that are in the window, and what was counted since: up to `trafficTo`. */
  window: readonly AlarmSample["traffic"][];
  traffic: AlarmSample["traffic"];
  trafficTo: number;
  /** Of this hour, delivered and ended. */
  baselines: AlarmSample["traffic"];
  carriers: readonly ToldCarrier[];
  clocks: readonly ConnectorClock[];
  deadLetters: number;
  /** What accounts told of that is still so. */
  signals: ByRule<Observation>;
  silences: readonly { rule: string; subject: string }[];
  newAlarmId: () => string;
}

export interface Looked {
  outcome: Outcome;
  observations: ByRule<Observation>;
  /** What the next look goes on from. */
  sample: AlarmSample;
}

/** One minute's look: pure, so that the same inputs lead to the same alarms. */
export function look(at: LookAt): Looked {
  const window = sumTraffic([...at.window, at.traffic]);
  const observations: ByRule<Observation> = {
    delivery_rate: observeDelivery(window, at.baselines),
    ...observeCarriers(at.carriers, at.nowMs),
    dead_letters: { system: { value: at.deadLetters } },
    ...at.signals,
    clock_skew: observeClocks(at.clocks),
  };
  const silenced = new Set(at.silences.map(({ rule, subject }) => `${rule} ${subject}`));
  const outcome = evaluateAll({
    minute: at.minute,
    settings: at.settings,
    observations,
    previousMinute: at.previous.minute,
    states: at.previous.states,
    isSilenced: (rule, subject) => silenced.has(`${rule} ${subject}`),
    newAlarmId: at.newAlarmId,
  });
  return {
    outcome,
    observations,
    sample: {
      minute: at.minute,
      trafficTo: at.trafficTo,
      traffic: at.traffic,
      baselines: { hour: baselineHour(at.minute), ended: at.baselines },
      values: storeObservations(observations),
      states: outcome.states,
    },
  };
}
