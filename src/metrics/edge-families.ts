import { type AlarmCount, alarmFamily } from "./alarm-families.ts";
import { type ObservedCarrier, carrierFamilies } from "./carrier-families.ts";
import type { MetricFamily } from "./prometheus-text.ts";
import { trafficFamilies } from "./traffic-families.ts";
import type { TrafficCount } from "./traffic.ts";

export interface EdgeState {
  counts: readonly TrafficCount[];
  carriers: readonly ObservedCarrier[];
  deadLetters: number;
  alarms: readonly AlarmCount[];
}

/** Every metric that the edge exports. */
export function edgeFamilies({ counts, carriers, deadLetters, alarms }: EdgeState): MetricFamily[] {
  return [
    ...trafficFamilies(counts),
    ...carrierFamilies(carriers),
    {
      name: "heliograph_dead_letters",
      type: "gauge",
      help: "Queue messages that failed every retry.",
      samples: [{ labels: {}, value: deadLetters }],
    },
    alarmFamily(alarms),
  ];
}
