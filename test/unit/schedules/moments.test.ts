import { describe, expect, it } from "vitest";
import { parseMoment } from "../../../src/schedules/parse-moment.ts";
import { isTimeZone, momentOfLocal, offsetMsAt } from "../../../src/schedules/time-zones.ts";

const iso = (text: string, timeZone?: string): string => {
  const parsed = parseMoment(text, timeZone);
  return parsed.ok ? new Date(parsed.atMs).toISOString() : parsed.reason;
};

describe("a moment", () => {
  it.each([
    ["2026-12-24T18:00:00Z", undefined, "2026-12-24T18:00:00.000Z"],
    ["2026-12-24t18:00:00.1239z", undefined, "2026-12-24T18:00:00.123Z"],
    ["2026-12-24T18:00-05:00", undefined, "2026-12-24T23:00:00.000Z"],
    ["2026-12-24T18:00:00+05:45", "America/Bogota", "2026-12-24T12:15:00.000Z"],
    ["2026-12-24T18:00:00", "America/Bogota", "2026-12-24T23:00:00.000Z"],
    ["2026-07-01T09:00", "Europe/Madrid", "2026-07-01T07:00:00.000Z"],
    ["2028-02-29T00:00:00Z", undefined, "2028-02-29T00:00:00.000Z"],
  ])("%s in %s is %s", (text, timeZone, moment) => {
    expect(iso(text, timeZone)).toBe(moment);
  });

  it.each(["2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z"])(
    "%s is not in the calendar",
    (text) => {
      expect(iso(text)).toBe("not_a_time");
    },
  );

  it.each(["tomorrow", "2026-12-24", "2026-12-24 18:00:00Z", "2026-12-24T18:00:00+24:00", "1798000000"])(
    "%s has not the form of one",
    (text) => {
      expect(iso(text)).toBe("not_a_time");
    },
  );

  it("needs a time zone where it has no offset", () => {
    expect(iso("2026-12-24T18:00:00")).toBe("needs_time_zone");
  });
});

describe("a local time", () => {
  it("that clocks skip is as much later as they skip", () => {
    expect(iso("2026-03-08T02:30:00", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
    expect(iso("2026-10-04T02:10:00", "Australia/Lord_Howe")).toBe("2026-10-03T15:40:00.000Z");
  });

  it("that clocks show twice is the first", () => {
    expect(iso("2026-11-01T01:30:00", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
    expect(iso("2026-10-25T02:30:00", "Europe/Madrid")).toBe("2026-10-25T00:30:00.000Z");
  });

  it.each(["America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"])(
    "in %s is shown by the clocks at its moment, at every half hour of a year but the two that they skip",
    (zone) => {
      let skipped = 0;
      for (let local = Date.UTC(2026, 0, 1); local < Date.UTC(2027, 0, 1); local += 1_800_000) {
        const moment = momentOfLocal(local, zone);
        if (moment + offsetMsAt(zone, moment) !== local) skipped += 1;
      }
      expect(skipped).toBeLessThanOrEqual(2);
    },
  );
});

describe("the offset of a zone", () => {
  it("is the platform's at every hour of a year", () => {
    const formatter = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "America/New_York",
      dateStyle: "short",
      timeStyle: "medium",
    });
    for (let atMs = Date.UTC(2026, 0, 1); atMs < Date.UTC(2027, 0, 1); atMs += 3_600_000) {
      const local = Date.parse(`${formatter.format(atMs).replace(" ", "T")}Z`);
      expect(offsetMsAt("America/New_York", atMs)).toBe(local - atMs);
    }
  });

  it("is that of a name of the IANA database only", () => {
    expect(["America/Bogota", "UTC", "Etc/GMT+5"].map(isTimeZone)).toEqual([true, true, true]);
    expect(["+05:00", "Bogota", "", "recipient"].map(isTimeZone)).toEqual([false, false, false, false]);
    expect(() => offsetMsAt("Mars/Olympus", 0)).toThrow(RangeError);
  });
});
