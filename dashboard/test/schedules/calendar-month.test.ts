import { expect, test } from "vitest";
import {
  byDay,
  type CalendarEntry,
  dayIn,
  shiftMonth,
  spanOf,
  weeksOf,
} from "../../src/pages/schedules/calendar-month.ts";

test("a month's weeks begin on the day they begin with there, and are whole", () => {
  const monday = weeksOf("2026-11", 1);
  expect(monday).toHaveLength(6);
  expect(monday[0]?.[0]).toBe("2026-10-26");
  expect(monday[5]?.[6]).toBe("2026-12-06");
  const sunday = weeksOf("2026-11", 0);
  expect(sunday).toHaveLength(5);
  expect(sunday[0]?.[0]).toBe("2026-11-01");
});

test("a February of four weeks has four", () => {
  expect(weeksOf("2027-02", 1)).toHaveLength(4);
});

test("months go on over the year's end, both ways", () => {
  expect(shiftMonth("2026-12", 1)).toBe("2027-01");
  expect(shiftMonth("2026-01", -1)).toBe("2025-12");
});

test("an entry stands on the day that clocks of the zone show", () => {
  const at = Date.parse("2026-11-22T03:00:00Z");
  expect(dayIn("America/Bogota", at)).toBe("2026-11-21");
  expect(dayIn("Asia/Tokyo", at)).toBe("2026-11-22");
});

test("days have their entries in order", () => {
  const entry = (id: string, at: string): CalendarEntry => ({ id, kind: "run", atMs: Date.parse(at), label: id });
  const entries = [entry("late", "2026-11-21T20:00:00Z"), entry("early", "2026-11-21T08:00:00Z")];
  expect(
    byDay(entries, "UTC")
      .get("2026-11-21")
      ?.map(({ id }) => id),
  ).toEqual(["early", "late"]);
});

test("a month's span has every moment that is in it anywhere", () => {
  const { fromMs, toMs } = spanOf("2026-11");
  expect(fromMs).toBeLessThanOrEqual(Date.parse("2026-11-01T00:00:00+14:00"));
  expect(toMs).toBeGreaterThanOrEqual(Date.parse("2026-11-30T23:59:59-12:00"));
});
