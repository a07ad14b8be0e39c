import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffDelayMs } from "../../../connector/session/backoff.ts";

describe("backoff", () => {
  it("doubles its span up to the maximum", () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 100].map((attempt) => backoffDelayMs(attempt, 500, 30_000, 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("stays between the minimum and the maximum", () => {
    const delays = fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 600_000 }));
    fc.assert(
      fc.property(
        fc.nat(5_000),
        delays,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, [one, other], random) => {
          const delay = backoffDelayMs(attempt, Math.min(one, other), Math.max(one, other), random);
          expect(delay).toBeGreaterThanOrEqual(Math.min(one, other));
          expect(delay).toBeLessThanOrEqual(Math.max(one, other));
        },
      ),
    );
  });
});
