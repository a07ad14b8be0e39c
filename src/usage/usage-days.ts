import { dayOf, nextDayMs } from "../accounts/periods.ts";
import type { UsageDay } from "../db/count-usage.ts";
import { idLowerBound } from "../ids.ts";

const dayMs = 24 * 3_600_000;

/** The days (UTC, as in 2026-11-21) from one to another, both included. */
export function daysBetween(from: string, to: string): UsageDay[] {
  const days: UsageDay[] = [];
  for (let startMs = Date.parse(from); startMs <= Date.parse(to); startMs = nextDayMs(startMs)) {
    days.push({
      day: dayOf(startMs),
      fromId: idLowerBound("message", startMs),
      beforeId: idLowerBound("message", nextDayMs(startMs)),
    });
  }
  return days;
}

/** How many days there are from one to another, both included; none where they are the wrong way round. */
export function countDays(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / dayMs + 1);
}

/** The day that is `days` before another. */
export function dayBefore(day: string, days: number): string {
  return dayOf(Date.parse(day) - days * dayMs);
}
