import { nextRunMs } from "#recurrence";
import type { Schema } from "../../api/client.ts";

/** Runs of one schedule in a month that are shown: one of every minute has 44,640. */
export const shownRuns = 62;

/** Runs that are counted to know where a schedule ends that has so many. */
const countedRuns = 2_000;

export interface UpcomingRuns {
  atMs: number[];
  /** There are more. */
  isPartial: boolean;
}

/** When a schedule will run between two moments, by the same rule as the edge's. */
export function upcomingRuns(
  schedule: Schema<"Schedule">,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  nowMs: number,
): UpcomingRuns {
  const { enabled, nextRunAt, startsAt, endsAt, maxRuns, runs, cron, timeZone } = schedule;
  if (!enabled || nextRunAt === null) return { atMs: [], isPartial: false };
  const lastMs = Math.min(toMs, endsAt === null ? Infinity : Date.parse(endsAt));
  const earliestMs = Math.max(fromMs, nowMs, startsAt === null ? 0 : Date.parse(startsAt));
  const left = maxRuns === null ? Infinity : maxRuns - runs;
  const atMs: number[] = [];
  // A schedule that ends after so many runs is counted from its next one.
  let cursor: number | null = left === Infinity ? nextRunMs({ cron, timeZone }, earliestMs - 1) : Date.parse(nextRunAt);
  for (let run = 0; cursor !== null && cursor <= lastMs && run < left; run++) {
    if (cursor >= earliestMs) atMs.push(cursor);
    if (atMs.length > shownRuns || run > countedRuns) return { atMs: atMs.slice(0, shownRuns), isPartial: true };
    cursor = nextRunMs({ cron, timeZone }, cursor);
  }
  return { atMs, isPartial: false };
}
