import { expect, test } from "vitest";
import type { MinuteNumbers } from "#live";
import type { Schema } from "../../src/api/client.ts";
import { patchOverview } from "../../src/live/patch-overview.ts";

const nowMs = Date.parse("2026-11-21T12:30:00.000Z");

function numbers(delivered: number, failed: number): Schema<"TrafficNumbers"> {
  return {
    accepted: delivered + failed,
    sent: delivered + failed,
    delivered,
    undelivered: 0,
    expired: 0,
    rejected: 0,
    failed,
    canceled: 0,
    unknown: 0,
    received: 0,
    segments: delivered + failed,
    deliveredRate: null,
    sentLatency: null,
    deliveryLatency: null,
  };
}

function minute(atMs: number, delivered: number): MinuteNumbers {
  const sent = delivered;
  return { atMs, accepted: sent, sent, delivered, failed: 0, received: 0, segments: sent, meanDeliveryMs: 900 };
}

const overview: Schema<"Overview"> = {
  at: new Date(nowMs).toISOString(),
  today: numbers(90, 10),
  last24Hours: numbers(190, 10),
  lastHour: [],
  spend: { currency: "EUR", todayMicros: 100, last24HoursMicros: 300 },
  balance: { currency: "EUR", balanceMicros: 900, availableMicros: 1_000 },
  scheduled: { waiting: 0, nextAt: null },
  webhooks: { endpoints: 0, troubled: [] },
};

test("a minute that is told again replaces itself, and the sums grow by what it is more", () => {
  const once = patchOverview(overview, { type: "numbers", minutes: [minute(nowMs, 5)], money: null });
  const twice = patchOverview(once, { type: "numbers", minutes: [minute(nowMs, 8)], money: null });
  expect(twice.today.delivered).toBe(98);
  expect(twice.last24Hours.delivered).toBe(198);
  expect(twice.lastHour).toHaveLength(1);
  expect(twice.today.deliveredRate).toBeCloseTo(98 / 108);
  expect(patchOverview(twice, { type: "numbers", minutes: [minute(nowMs, 8)], money: null }).today).toEqual(
    twice.today,
  );
});

test("minutes older than an hour leave the chart", () => {
  const old = { ...overview, lastHour: [{ ...minute(0, 1), at: new Date(nowMs - 3_600_000).toISOString() }] };
  const patched = patchOverview(old, { type: "numbers", minutes: [minute(nowMs, 1)], money: null });
  expect(patched.lastHour.map(({ at }) => at)).toEqual([new Date(nowMs).toISOString()]);
});

test("money is what the frame says, with the credit on top", () => {
  const money = { currency: "EUR", spentTodayMicros: 150, balanceMicros: 850 };
  const patched = patchOverview(overview, { type: "numbers", minutes: [], money });
  expect(patched.spend).toEqual({ currency: "EUR", todayMicros: 150, last24HoursMicros: 350 });
  expect(patched.balance).toEqual({ currency: "EUR", balanceMicros: 850, availableMicros: 950 });
});

test("after midnight the day that the answer was of does not grow", () => {
  const tomorrowMs = Date.parse("2026-11-22T00:00:00.000Z");
  const patched = patchOverview(overview, { type: "numbers", minutes: [minute(tomorrowMs, 4)], money: null });
  expect(patched.today).toEqual(overview.today);
  expect(patched.last24Hours.delivered).toBe(194);
});
