import { type AlarmRule, alarmRules } from "../alarms/rules.ts";
import type { MetricFamily } from "./prometheus-text.ts";

/** Alarms that are raised, of a rule, and whether somebody has seen to them. */
export interface AlarmCount {
  rule: AlarmRule;
  isAcknowledged: boolean;
  isSilenced: boolean;
  alarms: number;
}

const alarmStates = ["raised", "acknowledged", "silenced"] as const;

/** Each alarm that is raised, once: what is silenced counts as that, whether or not it was acknowledged. */
export function alarmFamily(counts: readonly AlarmCount[]): MetricFamily {
  return {
    name: "heliograph_alarms",
    type: "gauge",
    help: "Alarms that are raised, by rule, and whether somebody has acknowledged or silenced them.",
    samples: alarmRules.flatMap((rule) =>
      alarmStates.map((state) => ({
        labels: { rule, state },
        value: counts
          .filter((count) => count.rule === rule && stateOf(count) === state)
          .reduce((sum, { alarms }) => sum + alarms, 0),
      })),
    ),
  };
}

function stateOf({ isAcknowledged, isSilenced }: AlarmCount): (typeof alarmStates)[number] {
  if (isSilenced) return "silenced";
  return isAcknowledged ? "acknowledged" : "raised";
}
