import { array, assert, integer, property } from "fast-check";
import { describe, it } from "vitest";
import { latencyBoundsMs } from "../../../src/metrics/traffic.ts";
import { addLatencies, summarizeLatency } from "../../../src/traffic/latency.ts";

/** What the tables have of messages that took so long. */
function countOf(latenciesMs: readonly number[]) {
  return {
    count: latenciesMs.length,
    sumMs: latenciesMs.reduce((sum, latencyMs) => sum + latencyMs, 0),
    within: latencyBoundsMs.map((boundMs) => latenciesMs.filter((latencyMs) => latencyMs <= boundMs).length),
  };
}

describe("a summary of latencies", () => {
  it("is nothing where nothing was timed", ({ expect }) => {
    expect(summarizeLatency(countOf([]))).toBeNull();
  });

  it("draws straight lines between the bounds", ({ expect }) => {
    const latencies = [...Array.from({ length: 9 }, () => 200), 800];
    expect(summarizeLatency(countOf(latencies))).toEqual({ count: 10, meanMs: 260, p50Ms: 139, p95Ms: 625 });
  });

  it("takes what is beyond the last bound for that", ({ expect }) => {
    const longestMs = latencyBoundsMs.at(-1);
    expect(summarizeLatency(countOf([9_000_000]))).toMatchObject({ p50Ms: longestMs, p95Ms: longestMs });
  });

  it("puts every quantile between the bounds that its message lies between, however it was added up", ({ expect }) => {
    const latencies = array(integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 60 });
    assert(
      property(latencies, latencies, (one, other) => {
        const all = [...one, ...other].sort((a, b) => a - b);
        const summary = summarizeLatency(addLatencies([countOf(one), countOf(other)]));
        for (const [share, quantileMs] of [
          [0.5, summary?.p50Ms],
          [0.95, summary?.p95Ms],
        ] as const) {
          const latencyMs = all[Math.ceil(all.length * share) - 1] ?? 0;
          const upper = latencyBoundsMs.find((boundMs) => latencyMs <= boundMs) ?? 0;
          const lower = latencyBoundsMs.findLast((boundMs) => latencyMs > boundMs) ?? 0;
          expect(quantileMs).toBeGreaterThanOrEqual(lower);
          expect(quantileMs).toBeLessThanOrEqual(upper);
        }
      }),
    );
  });
});
