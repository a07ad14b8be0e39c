import { describe, expect, it } from "vitest";
import { checkCron, nextRunMs } from "../../../src/schedules/recurrence.ts";

const runs = (cron: string, timeZone: string, after: string, count: number): string[] => {
  const found: string[] = [];
  let atMs: number | null = Date.parse(after);
  while (found.length < count) {
    atMs = nextRunMs({ cron, timeZone }, atMs);
    if (atMs === null) break;
    found.push(new Date(atMs).toISOString().slice(0, 16));
  }
  return found;
};

describe("a cron expression", () => {
  it("has the fields, names, lists, ranges and steps of cron, and the last day", () => {
    expect(runs("0 9 * * MON-FRI", "America/Bogota", "2026-11-20T15:00Z", 2)).toEqual([
      "2026-11-23T14:00",
      "2026-11-24T14:00",
    ]);
    expect(runs("*/20 8,20 1 JAN,jul *", "UTC", "2026-12-31T00:00Z", 4)).toEqual([
      "2027-01-01T08:00",
      "2027-01-01T08:20",
      "2027-01-01T08:40",
      "2027-01-01T20:00",
    ]);
    expect(runs("30 18 L * *", "UTC", "2028-01-31T19:00Z", 2)).toEqual(["2028-02-29T18:30", "2028-03-31T18:30"]);
    expect(runs("0 0 * * 7", "UTC", "2026-11-21T00:00Z", 1)).toEqual(["2026-11-22T00:00"]);
  });

  it("never gives the moment it is asked about", () => {
    expect(runs("* * * * *", "UTC", "2026-11-21T10:00:00Z", 1)).toEqual(["2026-11-21T10:01"]);
    expect(runs("* * * * *", "UTC", "2026-11-21T10:00:59.999Z", 1)).toEqual(["2026-11-21T10:01"]);
  });

  it("runs after the gap when clocks skip its time, and once when they show it twice", () => {
    expect(runs("30 2,14 * * *", "America/New_York", "2026-03-07T20:00Z", 2)).toEqual([
      "2026-03-08T07:00",
      "2026-03-08T18:30",
    ]);
    expect(runs("30 1 * * *", "America/New_York", "2026-11-01T04:00Z", 2)).toEqual([
      "2026-11-01T05:30",
      "2026-11-02T06:30",
    ]);
  });

  it("runs on through an hour that clocks show twice where it has steps", () => {
    expect(runs("*/30 * * * *", "America/New_York", "2026-11-01T04:45Z", 4)).toEqual([
      "2026-11-01T05:00",
      "2026-11-01T05:30",
      "2026-11-01T06:00",
      "2026-11-01T06:30",
    ]);
  });

  it.each(["", "* * * *", "* * * * * *", "@daily", "2026-11-21T10:00:00", "61 * * * *", "0 0 * * FOO", "5/2 * * * *"])(
    "%j is none",
    (cron) => {
      expect(checkCron(cron)).toMatchObject({ ok: false });
    },
  );

  it("is refused where no day is like it", () => {
    expect(checkCron("0 0 31 2 *")).toEqual({ ok: false, message: "No day is like this." });
    expect(checkCron("0 0 29 2 *")).toEqual({ ok: true });
  });
});
