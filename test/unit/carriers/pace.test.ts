import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CarrierPace,
  type PaceLimits,
  availableSegments,
  nextAtMs,
  onThrottled,
  paceLimits,
  rateAt,
  returnSegments,
  startPace,
  takeSegments,
} from "../../../src/carriers/pace.ts";

const limits: PaceLimits = {
  perSecond: 40,
  burst: 10,
  floorPerSecond: 2,
  pauseMs: 1_000,
  stepPerSecond: 5,
  stepMs: 1_000,
};

/** Takes single segments as soon as they may go, from one moment to another, and says when each went. */
function run(start: CarrierPace, fromMs: number, toMs: number, segments = 1): { pace: CarrierPace; at: number[] } {
  let pace = start;
  let nowMs = fromMs;
  const at: number[] = [];
  while (nowMs < toMs) {
    const take = takeSegments(pace, limits, segments, nowMs);
    ({ pace } = take);
    if (take.taken) at.push(nowMs);
    else nowMs = take.nextAtMs;
  }
  return { pace, at };
}

describe("without throttling", () => {
  test("a burst goes at once, then the rate holds", () => {
    const { at } = run(startPace(limits, 0), 0, 10_000);
    expect(at.filter((time) => time === 0)).toHaveLength(10);
    expect(at.length).toBeGreaterThanOrEqual(408);
    expect(at.length).toBeLessThanOrEqual(410);
  });

  test("a text goes whole or not at all", () => {
    const { pace } = takeSegments(startPace(limits, 0), limits, 8, 0);
    const refused = takeSegments(pace, limits, 3, 0);
    expect(refused).toMatchObject({ taken: false, nextAtMs: 25 });
    expect(availableSegments(refused.pace, limits, 0)).toBe(2);
    expect(takeSegments(refused.pace, limits, 2, 0).taken).toBe(true);
    expect(takeSegments(refused.pace, limits, 3, 25).taken).toBe(true);
  });

  test("a text of more than the burst goes in the end, and is made up for", () => {
    const { at } = run(startPace(limits, 0), 0, 10_000, 25);
    expect(at.length).toBeGreaterThanOrEqual(16);
    expect(at.length).toBeLessThanOrEqual(17);
  });

  test("what did not go is given back", () => {
    const { pace } = takeSegments(startPace(limits, 0), limits, 10, 0);
    expect(availableSegments(returnSegments(pace, limits, 4), limits, 0)).toBe(4);
    expect(availableSegments(returnSegments(pace, limits, 400), limits, 0)).toBe(10);
  });
});

describe("throttled", () => {
  test("nothing goes for a moment, then half as much, then step by step more", () => {
    const pace = onThrottled(run(startPace(limits, 0), 0, 500).pace, limits, 500);
    expect(takeSegments(pace, limits, 1, 1_499)).toEqual({ taken: false, pace, nextAtMs: 1_500 });
    expect(availableSegments(pace, limits, 1_499)).toBe(0);
    expect([1_500, 2_499, 2_500, 3_500, 5_500, 60_000].map((nowMs) => rateAt(pace, limits, nowMs))).toEqual([
      20, 20, 25, 30, 40, 40,
    ]);
    const { at } = run(pace, 1_500, 11_500);
    const perSecond = Array.from(
      { length: 10 },
      (_, index) => at.filter((time) => Math.floor((time - 1_500) / 1_000) === index).length,
    );
    for (const [index, expected] of [20, 25, 30, 35, 40, 40, 40, 40, 40, 40].entries()) {
      expect(Math.abs((perSecond[index] ?? 0) - expected)).toBeLessThanOrEqual(1);
    }
  });

  test("a window full of refusals halves once", () => {
    const once = onThrottled(startPace(limits, 0), limits, 100, 50);
    expect(onThrottled(once, limits, 101, 51)).toBe(once);
    expect(onThrottled(once, limits, 5_000, 99)).toBe(once);
    expect(rateAt(onThrottled(once, limits, 1_200, 1_150), limits, 2_200)).toBe(10);
  });

  test("again and again, down to the floor and no further", () => {
    let pace = startPace(limits, 0);
    const rates: number[] = [];
    for (let nowMs = 0; nowMs < 10_000; nowMs += 1_000) {
      pace = onThrottled(pace, limits, nowMs);
      rates.push(rateAt(pace, limits, nowMs));
    }
    expect(rates).toEqual([20, 10, 5, 2.5, 2, 2, 2, 2, 2, 2]);
  });

  test("full speed again forgets that it was halved", () => {
    const pace = onThrottled(startPace(limits, 0), limits, 0);
    expect(takeSegments(pace, limits, 1, 4_900).pace.reduced).not.toBeNull();
    expect(takeSegments(pace, limits, 1, 5_000).pace.reduced).toBeNull();
  });
});

describe("whatever comes", () => {
  const step = fc.record({
    waitMs: fc.nat({ max: 700 }),
    segments: fc.integer({ min: 1, max: 14 }),
    throttled: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
  });

  test("no stretch of time sees more than the agreed rate, a burst and one long text", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let pace = startPace(limits, 0);
        let nowMs = 0;
        const sent: { atMs: number; segments: number }[] = [];
        for (const { waitMs, segments, throttled } of steps) {
          nowMs += waitMs;
          if (throttled) pace = onThrottled(pace, limits, nowMs);
          const take = takeSegments(pace, limits, segments, nowMs);
          ({ pace } = take);
          if (take.taken) sent.push({ atMs: nowMs, segments });
        }
        for (const [index, { atMs }] of sent.entries()) {
          let total = 0;
          for (const later of sent.slice(index)) {
            total += later.segments;
            const longest = ((later.atMs - atMs) / 1_000) * limits.perSecond + limits.burst + 14;
            expect(total).toBeLessThanOrEqual(longest + 1e-6);
          }
        }
      }),
    );
  });

  test("asking again when told to is answered with yes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (steps, segments) => {
        let pace = startPace(limits, 0);
        let nowMs = 0;
        for (const { waitMs, segments: some, throttled } of steps) {
          nowMs += waitMs;
          if (throttled) pace = onThrottled(pace, limits, nowMs);
          ({ pace } = takeSegments(pace, limits, some, nowMs));
        }
        const afterPause = nextAtMs(pace, limits, segments, Math.max(nowMs, pace.pausedUntilMs));
        // A sum of fractions may end a hair under the whole number it means.
        expect(takeSegments(pace, limits, segments, afterPause + 1).taken).toBe(true);
      }),
    );
  });
});

test.each([0.5, 1, 15, 100, 3_000])("limits for %d a second", (perSecond) => {
  const own = paceLimits(perSecond);
  expect(own.burst).toBeGreaterThanOrEqual(1);
  expect(own.floorPerSecond).toBeGreaterThan(0);
  expect(own.floorPerSecond).toBeLessThanOrEqual(perSecond);
  const pace = onThrottled(startPace(own, 0), own, 0);
  expect(rateAt(pace, own, 1_000)).toBe(perSecond / 2);
  expect(rateAt(pace, own, 21_000)).toBeCloseTo(perSecond, 9);
});
