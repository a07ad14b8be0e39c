import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availableAt, nextTokenDelayMs, spend, startPace } from "../../../connector/session/pace.ts";

/** Segments sent by `endMs` by a sender that sends whatever it may, whenever it is told to look again. */
function sentBy(perSecond: number, endMs: number): number {
  let pace = startPace(perSecond, 0);
  let sent = 0;
  let nowMs = 0;
  while (nowMs <= endMs) {
    for (let allowed = availableAt(pace, nowMs); allowed > 0; allowed--) {
      pace = spend(pace, nowMs);
      sent++;
    }
    nowMs += nextTokenDelayMs(pace, nowMs);
  }
  return sent;
}

describe("pace", () => {
  it("lets a tenth of a second go at once", () => {
    expect(availableAt(startPace(50, 0), 0)).toBe(5);
    expect(availableAt(startPace(50, 0), 60_000)).toBe(5);
  });

  it("lets one go at least, however slow", () => {
    const pace = startPace(0.5, 0);
    expect(availableAt(pace, 0)).toBe(1);
    expect(availableAt(spend(pace, 0), 1_999)).toBe(0);
    expect(availableAt(spend(pace, 0), 2_000)).toBe(1);
    expect(nextTokenDelayMs(spend(pace, 0), 0)).toBe(2_000);
  });

  it("keeps its rate, and its burst over it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (perSecond) => {
        const sent = sentBy(perSecond, 10_000);
        expect(sent).toBeGreaterThanOrEqual(10 * perSecond);
        expect(sent).toBeLessThanOrEqual(10 * perSecond + Math.ceil(perSecond / 10) + 1);
      }),
    );
  });

  it("has nothing to wait for when the bucket is full", () => {
    expect(nextTokenDelayMs(startPace(50, 0), 0)).toBe(0);
  });

  it("does not gain from a clock that goes back", () => {
    const pace = spend(startPace(10, 1_000), 1_000);
    expect(availableAt(pace, 0)).toBe(0);
  });
});
