import type { AlarmState } from "./evaluate.ts";
import { type AlarmRule, alarmRules } from "./rules.ts";

/** What a rule looks at: `carrier/default`, `account/acc_…`, `country/CO`, `connector/bogota-1`, `endpoint/acc_…/whe_…`, `system`. */
export type AlarmSubject = string;

/** What was seen of a subject in one minute. */
export interface Observation {
  value: number;
  /** What is usual; of `delivery_rate` the usual rate in percent, from which `value` is how many points are missing. */
  baseline?: number | undefined;
  /** Messages that it is made of. */
  volume?: number | undefined;
}

/** A point of a graph: minute, value and baseline. */
export type SeriesPoint = [minute: number, value: number, baseline?: number];

/** An observation as it is stored: value, baseline, volume. */
type StoredObservation = [value: number, baseline?: number, volume?: number];

export type BySubject<T> = Record<AlarmSubject, T>;
export type ByRule<T> = { [Rule in AlarmRule]?: BySubject<T> };

/** Messages that came to an end, and those of them that were delivered. */
export interface Ended {
  delivered: number;
  ended: number;
}

/** What one minute's look saw, and what the next one has to know. A row of D1. */
export interface AlarmSample {
  /** Since the epoch. */
  minute: number;
  /** Minutes of traffic up to this one are counted. */
  trafficTo: number;
  /** What was counted since the look before: delivered, ended. */
  traffic: BySubject<[delivered: number, ended: number]>;
  /** What was usual in this hour of the days before, as far as it was asked for: delivered, ended. */
  baselines: { hour: number; ended: BySubject<[delivered: number, ended: number]> };
  values: ByRule<StoredObservation>;
  states: ByRule<AlarmState>;
}

export const nothingSeen: AlarmSample = {
  minute: 0,
  trafficTo: 0,
  traffic: {},
  baselines: { hour: 0, ended: {} },
  values: {},
  states: {},
};

export function storeObservations(observations: ByRule<Observation>): ByRule<StoredObservation> {
  return mapRules(observations, ({ value, baseline, volume }): StoredObservation => {
    if (volume !== undefined) return [value, baseline ?? 0, volume];
    return baseline === undefined ? [value] : [value, baseline];
  });
}

export function readObservations(stored: ByRule<StoredObservation>): ByRule<Observation> {
  return mapRules(stored, ([value, baseline, volume]) => ({ value, baseline, volume }));
}

function mapRules<T, U>(byRule: ByRule<T>, map: (each: T) => U): ByRule<U> {
  const mapped: ByRule<U> = {};
  for (const rule of alarmRules) {
    const bySubject = byRule[rule];
    if (bySubject === undefined) continue;
    mapped[rule] = Object.fromEntries(Object.entries(bySubject).map(([subject, each]) => [subject, map(each)]));
  }
  return mapped;
}
