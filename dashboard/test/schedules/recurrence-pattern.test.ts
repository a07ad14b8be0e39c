import { expect, test } from "vitest";
import { cronOf, patternOf, type RecurrencePattern } from "../../src/pages/schedules/recurrence-pattern.ts";

const patterns: [RecurrencePattern, string][] = [
  [{ every: "hour", minute: 15 }, "15 * * * *"],
  [{ every: "day", time: "09:05" }, "5 9 * * *"],
  [{ every: "week", time: "18:30", weekdays: [1, 5] }, "30 18 * * MON,FRI"],
  [{ every: "month", time: "00:00", day: 31 }, "0 0 31 * *"],
  [{ every: "cron", cron: "*/5 9-17 * * MON-FRI" }, "*/5 9-17 * * MON-FRI"],
];

test.for(patterns)("%j is %s, and back", ([pattern, cron]) => {
  expect(cronOf(pattern)).toBe(cron);
  expect(patternOf(cron)).toEqual(pattern);
});

test("days of the week are known by name, by number, and Sunday by two of them", () => {
  expect(patternOf("0 8 * * 0,mon,7")).toEqual({ every: "week", time: "08:00", weekdays: [0, 1] });
});

test.for([
  "0 9 1 1 *",
  "0 9 1 * MON",
  "0 9 L * *",
  "0 9 * * MON#1",
  "60 * * * *",
  "0 24 * * *",
  "0 9,17 * * *",
  "junk",
])("%s has no fields of its own", (cron) => {
  expect(patternOf(cron)).toEqual({ every: "cron", cron });
});

test("an expression is sent with one blank between its fields", () => {
  expect(cronOf({ every: "cron", cron: "  0   9 * * * " })).toBe("0 9 * * *");
});
