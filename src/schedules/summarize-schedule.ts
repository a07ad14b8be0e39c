import type { Schedule } from "./schedule.ts";

/** What of a schedule goes on record when it is changed: when it runs, and how many messages it sends. */
export function summarizeSchedule(schedule: Schedule): object {
  const { name, cron, timeZone, startsAtMs, endsAtMs, maxRuns, enabled, drafts } = schedule;
  return { name, cron, timeZone, startsAtMs, endsAtMs, maxRuns, enabled, messages: drafts.length };
}
