import type { PublicCarrierConfig } from "./carrier-edit.ts";

const minuteMs = 60_000;

/** What a carrier was given in the last hour. */
export interface CarrierLoad {
  texts: number;
  segments: number;
  /** In the busiest minute of the clock. */
  peakSegmentsPerMinute: number;
  /** Minutes in which more was accepted for the carrier than it can send in one. */
  minutesAbovePace: number;
}

/** Segments a second that a configuration lets through: the carrier's own pace and its binds', whichever is less; null for no limit. */
export function paceOf({ service, segmentsPerSecond, binds }: PublicCarrierConfig): number | null {
  if (service === "disabled") return 0;
  const senders = binds.filter((bind) => bind.enabled && (bind.kind === "ucp" || bind.mode !== "receiver"));
  const throughputs = senders.map(({ throughputPerSecond }) => throughputPerSecond);
  const known = throughputs.filter((throughput) => throughput !== null);
  const ofBinds = known.length < throughputs.length ? null : known.reduce((sum, each) => sum + each, 0);
  const limits = [segmentsPerSecond, ofBinds].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Adds up messages by the minute they were accepted in. */
export function loadOf(
  messages: readonly { nowMs: number; segmentCount: number }[],
  segmentsPerSecond: number | null,
): CarrierLoad {
  const byMinute = new Map<number, number>();
  for (const { nowMs, segmentCount } of messages) {
    const minute = Math.floor(nowMs / minuteMs);
    byMinute.set(minute, (byMinute.get(minute) ?? 0) + segmentCount);
  }
  const minutes = [...byMinute.values()];
  const pacePerMinute = segmentsPerSecond === null ? Infinity : segmentsPerSecond * 60;
  return {
    texts: messages.length,
    segments: minutes.reduce((sum, segments) => sum + segments, 0),
    peakSegmentsPerMinute: Math.max(0, ...minutes),
    minutesAbovePace: minutes.filter((segments) => segments > pacePerMinute).length,
  };
}
