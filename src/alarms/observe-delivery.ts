import type { AlarmSample, BySubject, Observation } from "./sample.ts";

/** Minutes of traffic that a rate is made of. */
export const rateWindowMinutes = 15;
/** Days before, of which the same hour is what is usual. */
export const baselineDays = 7;
/** Below it, in the window or in what is usual, a rate says nothing, whatever the rule's settings are. */
export const leastVolume = 10;

/** What was counted in the window, by subject; `traffic` is that of the looks in it. */
export function sumTraffic(traffic: readonly AlarmSample["traffic"][]): AlarmSample["traffic"] {
  const sums: AlarmSample["traffic"] = {};
  for (const each of traffic) {
    for (const [subject, [delivered, ended]] of Object.entries(each)) {
      const [deliveredBefore, endedBefore] = sums[subject] ?? [0, 0];
      sums[subject] = [deliveredBefore + delivered, endedBefore + ended];
    }
  }
  return sums;
}

/** The hour (since the epoch) that the window of a look is in the middle of, and so whose baseline counts. */
export function baselineHour(minute: number): number {
  return Math.floor((minute - Math.ceil(rateWindowMinutes / 2)) / 60);
}

/** Subjects of the window that are worth asking what is usual of them, the busiest first. */
export function subjectsToCompare(
  window: AlarmSample["traffic"],
  known: AlarmSample["traffic"],
  limit: number,
): string[] {
  return Object.entries(window)
    .filter(([subject, [, ended]]) => ended >= leastVolume && known[subject] === undefined)
    .sort(([, [, a]], [, [, b]]) => b - a)
    .slice(0, limit)
    .map(([subject]) => subject);
}

/** How many points (percent) each subject's rate is below what is usual. */
export function observeDelivery(
  window: AlarmSample["traffic"],
  baselines: AlarmSample["traffic"],
): BySubject<Observation> {
  const observations: BySubject<Observation> = {};
  for (const [subject, [delivered, ended]] of Object.entries(window)) {
    const [usuallyDelivered, usuallyEnded] = baselines[subject] ?? [0, 0];
    const volume = Math.min(ended, usuallyEnded);
    if (volume < leastVolume) continue;
    const usual = (100 * usuallyDelivered) / usuallyEnded;
    const rate = (100 * delivered) / ended;
    observations[subject] = { value: toTenths(Math.max(0, usual - rate)), baseline: toTenths(usual), volume };
  }
  return observations;
}

function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
