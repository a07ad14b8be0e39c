import type { TrafficCount, TrafficLabel } from "../../metrics/traffic.ts";
import { type WithDatabase, messageDatabases } from "../months.ts";
import { findTraffic } from "../traffic/find-traffic.ts";
import { foldTraffic } from "../traffic/fold-traffic.ts";

/** As `findTraffic`: each database counts its own messages, and here they are added up. */
export async function findTrafficOfAll(
  env: WithDatabase,
  labels: readonly TrafficLabel[],
  limit: number,
): Promise<TrafficCount[]> {
  const databases = messageDatabases(env);
  if (databases.length === 1) return findTraffic(env.DB, labels, limit);
  const parts = await Promise.all(databases.map(({ db }) => findTraffic(db, labels, limit)));
  const sums = new Map<string, TrafficCount>();
  for (const count of parts.flat()) {
    const key = JSON.stringify(labels.map((label) => count.labels[label]));
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? count : addCounts(sum, count));
  }
  return [...sums.values()].slice(0, limit);
}

/** As `foldTraffic`, in each database. */
export async function foldTrafficOfAll(
  env: WithDatabase,
  minutes: { beforeMinute: number; keptFromMinute: number },
): Promise<void> {
  await Promise.all(messageDatabases(env).map(({ db }) => foldTraffic(db, minutes)));
}

function addCounts(one: TrafficCount, other: TrafficCount): TrafficCount {
  return {
    labels: one.labels,
    messages: one.messages + other.messages,
    segments: one.segments + other.segments,
    latency: {
      count: one.latency.count + other.latency.count,
      sumMs: one.latency.sumMs + other.latency.sumMs,
      within: one.latency.within.map((count, index) => count + (other.latency.within[index] ?? 0)),
    },
  };
}
