import { describe, expect, it } from "vitest";
import { OperatorRest } from "../../../durable-objects/carrier/operator-rest.ts";

describe("an operator that fails", () => {
  it("rests for longer each time in a row, then one request goes alone", () => {
    const rest = new OperatorRest();
    expect(rest.free(6, 2, 0)).toBe(4);
    let nowMs = 0;
    const rests: number[] = [];
    for (let failure = 0; failure < 9; failure++) {
      rest.onFailed("unreachable", nowMs, nowMs);
      const untilMs = rest.resting(nowMs)?.untilMs ?? 0;
      rests.push((untilMs - nowMs) / 1_000);
      expect(rest.free(6, 0, untilMs - 1)).toBe(0);
      expect([rest.free(6, 0, untilMs), rest.free(6, 1, untilMs)]).toEqual([1, 0]);
      nowMs = untilMs;
    }
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    rest.onAnswered();
    expect(rest.free(6, 0, nowMs)).toBe(6);
  });

  it("fails once for requests that were under way together", () => {
    const rest = new OperatorRest();
    for (let request = 0; request < 6; request++) rest.onFailed("unreachable", 0, 100 + request);
    expect(rest.resting(200)?.untilMs).toBe(1_100);
  });

  it("rests longer where it refuses our credentials, until they are others", () => {
    const rest = new OperatorRest();
    rest.onFailed("refused", 0, 0);
    expect(rest.resting(1)).toEqual({ untilMs: 30_000, reason: "refused" });
    expect(rest.isOutage).toBe(true);
    rest.reset();
    expect([rest.resting(1), rest.isOutage, rest.free(6, 0, 1)]).toEqual([null, false, 6]);
  });

  it("that asks for a rest has it, and goes on as before", () => {
    const rest = new OperatorRest();
    rest.onAsked(5_000, 0);
    rest.onAsked(1_000, 0);
    expect(rest.resting(4_999)).toEqual({ untilMs: 5_000, reason: "asked" });
    expect([rest.isOutage, rest.free(6, 0, 5_000)]).toEqual([false, 6]);
  });
});
