import type { z } from "@hono/zod-openapi";
import type { Schedule, ScheduleRun } from "../../../schedules/schedule.ts";
import { isoTime } from "../../respond.ts";
import type { scheduleRunSchema, scheduleSchema } from "./schedule-schemas.ts";

export function presentSchedule(schedule: Schedule): z.infer<typeof scheduleSchema> {
  const { id, name, cron, timeZone, messages, startsAtMs, endsAtMs, maxRuns, enabled, runs, nextRunAtMs } = schedule;
  return {
    id,
    name,
    cron,
    timeZone,
    messages,
    startsAt: optionalTime(startsAtMs),
    endsAt: optionalTime(endsAtMs),
    maxRuns,
    enabled,
    runs,
    nextRunAt: optionalTime(nextRunAtMs),
    createdAt: isoTime(schedule.createdAtMs),
  };
}

export function presentRun({ dueAtMs, ranAtMs, items }: ScheduleRun): z.infer<typeof scheduleRunSchema> {
  return { dueAt: isoTime(dueAtMs), ranAt: isoTime(ranAtMs), results: items };
}

function optionalTime(timeMs: number | null): string | null {
  return timeMs === null ? null : isoTime(timeMs);
}
