import { describe, expect, it } from "vitest";
import { type SendTiming, maySendAt, readTiming } from "../../../src/schedules/send-timing.ts";
import { nextPermittedMs, type QuietHours } from "../../../src/schedules/quiet-hours.ts";
import { planDue, type TimingDefaults } from "../../../src/schedules/plan-due.ts";
import { zonesOfNumber } from "../../../src/schedules/recipient-zones.ts";

const night: QuietHours = { from: "21:00", to: "08:00", timeZone: "recipient" };
const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());
const next = (quiet: QuietHours, zones: string[], from: string): string | null =>
  iso(nextPermittedMs(quiet, zones, Date.parse(from)));

describe("the next permitted moment", () => {
  it("is this one outside of the quiet hours, whose last minute is the one before `to`", () => {
    const zones = ["America/Bogota"];
    expect(next(night, zones, "2026-11-21T12:59:59.999Z")).toBe("2026-11-21T13:00:00.000Z");
    expect(next(night, zones, "2026-11-21T13:00:00.000Z")).toBe("2026-11-21T13:00:00.000Z");
    expect(next(night, zones, "2026-11-22T01:59:59.999Z")).toBe("2026-11-22T01:59:59.999Z");
    expect(next(night, zones, "2026-11-22T02:00:00.000Z")).toBe("2026-11-22T13:00:00.000Z");
  });

  it("is the end of quiet hours within one day", () => {
    const noon = { ...night, from: "12:00", to: "14:30" };
    expect(next(noon, ["Asia/Kolkata"], "2026-11-21T07:00:00Z")).toBe("2026-11-21T09:00:00.000Z");
  });

  it("is quiet in none of a country's zones", () => {
    const zones = ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu"];
    // 8:00 in Honolulu, 13:00 in New York.
    expect(next(night, zones, "2026-11-21T12:00:00Z")).toBe("2026-11-21T18:00:00.000Z");
    expect(next(night, zones, "2026-11-22T02:30:00Z")).toBe("2026-11-22T18:00:00.000Z");
  });

  it("is none where zones leave no gap", () => {
    const long = { ...night, from: "10:00", to: "08:00" };
    expect(next(long, ["Europe/Kaliningrad", "Asia/Kamchatka"], "2026-11-21T12:00:00Z")).toBeNull();
    expect(next(long, ["Europe/Kaliningrad"], "2026-11-21T12:00:00Z")).toBe("2026-11-22T06:00:00.000Z");
  });

  it("is found on the days on which clocks change", () => {
    const early = { ...night, from: "00:00", to: "02:30" };
    // 02:30 does not exist: an hour later by the clock.
    expect(next(early, ["America/New_York"], "2026-03-08T06:00:00Z")).toBe("2026-03-08T07:30:00.000Z");
    const between = { ...night, from: "01:00", to: "01:30" };
    // 01:10 comes a second time, and is quiet again.
    expect(next(between, ["America/New_York"], "2026-11-01T06:10:00Z")).toBe("2026-11-01T06:30:00.000Z");
  });
});

describe("a recipient's zones", () => {
  it("are all those of the number's country", () => {
    expect(zonesOfNumber("+573001234567")).toEqual(["America/Bogota"]);
    expect(zonesOfNumber("+12125550100")).toContain("Pacific/Honolulu");
    expect(zonesOfNumber("+12125550100")).not.toContain("America/Toronto");
    expect(zonesOfNumber("+38349123456")).toEqual(["Europe/Belgrade"]);
  });

  it("are none for a number of no country", () => {
    expect(zonesOfNumber("+870773111632")).toEqual([]);
  });
});

describe("when a text goes", () => {
  const nowMs = Date.parse("2026-11-22T03:00:00Z");
  const defaults: TimingDefaults = { quietHours: night, timeZone: "UTC" };
  const text = { to: "+573001234567", lane: "normal" as const };
  const due = (timing: SendTiming, lane: "otp" | "normal" = "normal", to = text.to): unknown => {
    const plan = planDue({ to, lane }, timing, defaults, nowMs);
    return plan.ok ? [iso(plan.dueAtMs), iso(plan.validUntilMs ?? null)] : plan.error;
  };

  it("is after the account's quiet hours, at once for a one-time code", () => {
    expect(due({})).toEqual(["2026-11-22T13:00:00.000Z", null]);
    expect(due({}, "otp")).toEqual(["2026-11-22T03:00:00.000Z", null]);
  });

  it("is by the message's own quiet hours where it has some, or none", () => {
    expect(due({ quietHours: null })).toEqual(["2026-11-22T03:00:00.000Z", null]);
    const own = { from: "20:00", to: "06:00", timeZone: "America/Bogota" };
    expect(due({ quietHours: own }, "otp")).toEqual(["2026-11-22T11:00:00.000Z", null]);
  });

  it("is by the account's zone for a number of no country", () => {
    expect(due({}, "normal", "+870773111632")).toEqual(["2026-11-22T08:00:00.000Z", null]);
  });

  it("is what a relative validity counts from", () => {
    expect(due({ validForMs: 60_000 })).toEqual(["2026-11-22T13:00:00.000Z", "2026-11-22T13:01:00.000Z"]);
  });

  it("is within its validity, which is 48 hours at the most", () => {
    expect(due({ validUntilMs: Date.parse("2026-11-22T12:00:00Z") })).toBe("invalid_validity");
    expect(due({ quietHours: null, validUntilMs: nowMs + 172_800_001 })).toBe("invalid_validity");
    expect(due({ quietHours: { from: "08:00", to: "07:59", timeZone: "recipient" } }, "normal", "+79161234567")).toBe(
      "no_permitted_time",
    );
  });
});

describe("what a customer asks for", () => {
  const nowMs = Date.parse("2026-11-21T12:00:00Z");
  const paths = (input: Parameters<typeof readTiming>[0]): string[] =>
    readTiming(input).fields.map(({ path, message }) => `${path}: ${message}`);

  it("is read with its time zone", () => {
    expect(
      readTiming({ sendAt: "2026-12-24T18:00", validUntil: "2026-12-24T20:00", timeZone: "America/Bogota" }),
    ).toEqual({
      timing: { sendAtMs: Date.parse("2026-12-24T23:00Z"), validUntilMs: Date.parse("2026-12-25T01:00Z") },
      fields: [],
    });
    expect(readTiming({ quietHours: { from: "21:00", to: "08:00" }, validForSeconds: 60 })).toEqual({
      timing: { quietHours: night, validForMs: 60_000 },
      fields: [],
    });
    expect(readTiming({ quietHours: null })).toEqual({ timing: { quietHours: null }, fields: [] });
  });

  it.each([
    ["2026-11-21T11:58:59Z", false],
    ["2026-11-21T11:59:00Z", true],
    ["2027-11-21T12:00:00Z", true],
    ["2027-11-21T12:00:01Z", false],
  ])("may go at %s: %s", (sendAt, may) => {
    expect(maySendAt(Date.parse(sendAt), nowMs)).toBe(may);
  });

  it.each([
    [{ sendAt: "2026-12-24T18:00:00" }, "sendAt: Put Z or an offset behind the time, or name its timeZone."],
    [{ validUntil: "2026-11-21T13:00:00Z", validForSeconds: 60 }, "validUntil: Give either this or validForSeconds."],
    [
      { sendAt: "2026-12-24T18:00:00", timeZone: "Bogota" },
      "timeZone: This must be the name of a time zone, such as America/Bogota.",
    ],
    [
      { quietHours: { from: "08:00", to: "08:00" } },
      "quietHours.to: This must differ from `from`; a day that is all quiet lets nothing out.",
    ],
    [
      { quietHours: { from: "21:00", to: "08:00", timeZone: "home" } },
      "quietHours.timeZone: This must be the name of a time zone, such as America/Bogota.",
    ],
  ])("%j is refused: %s", (input, message) => {
    expect(paths(input)).toEqual([message]);
  });
});
