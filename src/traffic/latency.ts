import { latencyBoundsMs } from "../metrics/traffic.ts";

/** How long messages took, as far as a histogram can say. */
export interface LatencySummary {
  count: number;
  meanMs: number;
  /** Straight lines are drawn between the bounds of the histogram; what is beyond the last bound counts as that. */
  p50Ms: number;
  p95Ms: number;
}

export interface LatencyCount {
  count: number;
  sumMs: number;
  /** How many took at most each of `latencyBoundsMs`. */
  within: readonly number[];
}

/** Null where nothing was timed. */
export function summarizeLatency({ count, sumMs, within }: LatencyCount): LatencySummary | null {
  if (count === 0) return null;
  return {
    count,
    meanMs: Math.round(sumMs / count),
    p50Ms: quantile(within, count * 0.5),
    p95Ms: quantile(within, count * 0.95),
  };
}

export function addLatencies(counts: Iterable<LatencyCount>): LatencyCount {
  const total = { count: 0, sumMs: 0, within: latencyBoundsMs.map(() => 0) };
  for (const { count, sumMs, within } of counts) {
    total.count += count;
    total.sumMs += sumMs;
    total.within = total.within.map((sum, index) => sum + (within[index] ?? 0));
  }
  return total;
}

function quantile(within: readonly number[], rank: number): number {
  let [belowMs, below] = [0, 0];
  for (const [index, boundMs] of latencyBoundsMs.entries()) {
    const count = within[index] ?? 0;
    if (count >= rank && count > below) {
      return Math.round(belowMs + ((boundMs - belowMs) * (rank - below)) / (count - below));
    }
    [belowMs, below] = [boundMs, Math.max(below, count)];
  }
  return belowMs;
}
