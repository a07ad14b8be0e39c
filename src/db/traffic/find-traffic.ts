import { type TrafficCount, type TrafficLabel, latencyBoundsMs } from "../../metrics/traffic.ts";
import { trafficSums } from "./add-traffic.ts";

/** Everything that was ever counted, by the labels asked for; up to `limit` of them. The totals and the minutes are of one moment. */
export async function findTraffic(
  db: D1Database,
  labels: readonly TrafficLabel[],
  limit: number,
): Promise<TrafficCount[]> {
  const { results } = await db.prepare(findSql(labels)).bind(limit).all<Record<string, string | number>>();
  return results.map((row) => ({
    labels: Object.fromEntries(labels.map((label) => [label, String(row[columnOf[label]])])),
    messages: Number(row["messages"]),
    segments: Number(row["segments"]),
    latency: {
      count: Number(row["timed"]),
      sumMs: Number(row["latency_ms"]),
      within: latencyBoundsMs.map((bound) => Number(row[`within_${bound}_ms`])),
    },
  }));
}

const columnOf = {
  account: "account_id",
  carrier: "carrier_id",
  country: "country",
  status: "status",
} as const satisfies Record<TrafficLabel, string>;

function findSql(labels: readonly TrafficLabel[]): string {
  const columns = labels.map((label) => columnOf[label]);
  const counted = ["account_id", "country", "carrier_id", "status", ...trafficSums].join(", ");
  const totals = trafficSums.map((sum) => `sum(${sum}) AS ${sum}`);
  return `
    SELECT ${[...columns, ...totals].join(", ")} FROM (
      SELECT ${counted} FROM traffic_totals
      UNION ALL
      SELECT ${counted} FROM traffic_minutes WHERE minute >= coalesce((SELECT before_minute FROM traffic_fold), 0)
    )
    ${columns.length === 0 ? "HAVING count(*) > 0" : `GROUP BY ${columns.join(", ")} ORDER BY ${columns.join(", ")}`}
    LIMIT ?1`;
}
