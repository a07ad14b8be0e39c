import { expect, test } from "vitest";
import type { Schema } from "../../src/api/client.ts";
import { spanOf } from "../../src/pages/schedules/calendar-month.ts";
import { shownRuns, upcomingRuns } from "../../src/pages/schedules/upcoming-runs.ts";

const nowMs = Date.parse("2026-11-21T12:00:00Z");
const december = spanOf("2026-12");

function schedule(changes: Partial<Schema<"Schedule">> = {}): Schema<"Schedule"> {
  return {
    id: "sch_1",
    name: "Daily",
    cron: "0 9 * * *",
    timeZone: "America/Bogota",
    messages: [],
    enabled: true,
    startsAt: null,
    endsAt: null,
    maxRuns: null,
    runs: 0,
    nextRunAt: "2026-11-22T14:00:00.000Z",
    createdAt: "2026-11-01T00:00:00.000Z",
    ...changes,
  };
}

const isoOf = (atMs: number | undefined): string => new Date(atMs ?? 0).toISOString();

test("runs come at the zone's time of day, none of them before now", () => {
  const { atMs, isPartial } = upcomingRuns(schedule(), spanOf("2026-11"), nowMs);
  expect(isoOf(atMs[0])).toBe("2026-11-21T14:00:00.000Z");
  expect(atMs.every((at) => at >= nowMs)).toBe(true);
  expect(isPartial).toBe(false);
});

test("a schedule that is paused, or has ended, has none", () => {
  expect(upcomingRuns(schedule({ enabled: false }), december, nowMs).atMs).toEqual([]);
  expect(upcomingRuns(schedule({ nextRunAt: null }), december, nowMs).atMs).toEqual([]);
});

test("the last run is the one its end or its number allows", () => {
  const ending = upcomingRuns(schedule({ endsAt: "2026-12-03T23:00:00Z" }), december, nowMs);
  expect(isoOf(ending.atMs.at(-1))).toBe("2026-12-03T14:00:00.000Z");
  // Ten runs from the 22nd of November on: the last is on the 1st of December.
  const counted = upcomingRuns(schedule({ maxRuns: 12, runs: 2 }), december, nowMs);
  expect(counted.atMs.map(isoOf)).toEqual(["2026-11-30T14:00:00.000Z", "2026-12-01T14:00:00.000Z"]);
});

test("of one that runs all the time, only the first are shown", () => {
  const { atMs, isPartial } = upcomingRuns(schedule({ cron: "* * * * *" }), december, nowMs);
  expect(atMs).toHaveLength(shownRuns);
  expect(isPartial).toBe(true);
});
