import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CircuitBreaker,
  admit,
  breakerState,
  closedBreaker,
  openBreaker,
  recordResults,
} from "../../../src/routing/circuit-breaker.ts";

const options = {
  windowMs: 10_000,
  minimumResults: 10,
  failureRatio: 0.5,
  openMs: 1_000,
  maximumOpenMs: 5_000,
  trials: 3,
};

function record(breaker: CircuitBreaker, successes: number, failures: number, nowMs: number): CircuitBreaker {
  return recordResults(breaker, options, { successes, failures }, nowMs);
}

describe("closed", () => {
  test.each([
    ["too few to say", 0, 9, "closed"],
    ["half of them failed", 5, 5, "open"],
    ["fewer than half failed", 6, 5, "closed"],
    ["all failed", 0, 10, "open"],
  ])("%s", (_name, successes, failures, expected) => {
    expect(breakerState(record(closedBreaker, successes, failures, 100), 100)).toBe(expected);
  });

  test("a success never opens it", () => {
    const breaker = record(record(closedBreaker, 0, 9, 0), 1, 0, 1);
    expect(breakerState(breaker, 1)).toBe("closed");
  });

  test("results older than the window do not count", () => {
    const old = record(closedBreaker, 0, 9, 0);
    expect(breakerState(record(old, 0, 1, 9_999), 9_999)).toBe("open");
    expect(breakerState(record(old, 0, 1, 10_001), 10_001)).toBe("closed");
  });

  test("lets everything through", () => {
    expect(admit(closedBreaker, options, 50, 0)).toEqual({ admitted: 50, breaker: closedBreaker });
  });
});

describe("open", () => {
  const open = openBreaker(closedBreaker, options, 0);

  test("lets nothing through until its time is over, then a few trials", () => {
    expect(admit(open, options, 5, 999).admitted).toBe(0);
    expect(breakerState(open, 1_000)).toBe("half_open");
    const first = admit(open, options, 2, 1_000);
    const second = admit(first.breaker, options, 5, 1_001);
    expect([first.admitted, second.admitted, admit(second.breaker, options, 1, 1_002).admitted]).toEqual([2, 1, 0]);
  });

  test("late results of attempts from before change nothing", () => {
    expect(record(open, 100, 0, 500)).toBe(open);
    expect(record(open, 0, 100, 500)).toBe(open);
  });

  test("trials that succeed close it", () => {
    const { breaker } = admit(open, options, 3, 1_000);
    const almost = record(breaker, 2, 0, 1_500);
    expect(breakerState(almost, 1_500)).toBe("half_open");
    expect(record(almost, 1, 0, 1_600)).toEqual(closedBreaker);
  });

  test("a trial that fails opens it for twice as long, up to the longest", () => {
    let breaker = open;
    let nowMs = 0;
    const lengths: number[] = [];
    for (let count = 0; count < 5; count++) {
      nowMs = breaker.trialsFromMs ?? 0;
      breaker = record(admit(breaker, options, 1, nowMs).breaker, 0, 1, nowMs);
      lengths.push((breaker.trialsFromMs ?? 0) - nowMs);
    }
    expect(lengths).toEqual([2_000, 4_000, 5_000, 5_000, 5_000]);
  });

  test("trials whose results never come are given again", () => {
    const { breaker } = admit(open, options, 3, 1_000);
    expect(admit(breaker, options, 3, 10_999).admitted).toBe(0);
    expect(admit(breaker, options, 3, 11_000).admitted).toBe(3);
  });
});

test("whatever happens, a carrier that works again is closed again", () => {
  const step = fc.record({
    waitMs: fc.nat({ max: 4_000 }),
    successes: fc.nat({ max: 20 }),
    failures: fc.nat({ max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let breaker: CircuitBreaker = closedBreaker;
      let nowMs = 0;
      for (const { waitMs, successes, failures } of steps) {
        nowMs += waitMs;
        const given = admit(breaker, options, successes + failures, nowMs);
        breaker = record(given.breaker, successes, failures, nowMs);
        expect(breaker.slices.length).toBeLessThanOrEqual(11);
      }
      for (let count = 0; count < 3; count++) {
        nowMs += options.windowMs;
        const { admitted, breaker: next } = admit(breaker, options, options.trials, nowMs);
        expect(admitted).toBeGreaterThan(0);
        breaker = record(next, admitted, 0, nowMs);
      }
      expect(breakerState(breaker, nowMs)).toBe("closed");
    }),
  );
});
