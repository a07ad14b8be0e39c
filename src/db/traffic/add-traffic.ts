import { latencyBoundsMs } from "../../metrics/traffic.ts";

const bounds = latencyBoundsMs.map((boundMs) => `within_${boundMs}_ms`);

/** What both tables count, in their order. */
export const trafficSums: readonly string[] = ["messages", "segments", "timed", "latency_ms", ...bounds];

/** The end of an upsert, which adds what is inserted to what is there. */
export const addToTraffic = `ON CONFLICT DO UPDATE SET
  ${trafficSums.map((sum) => `${sum} = ${sum} + excluded.${sum}`).join(", ")}`;

/** What `changed` of `countTrafficSql` says of messages that were not timed. */
export const untimed = "0 AS timed, 0 AS latency_ms, NULL AS bound_ms";

/**
 * A statement that counts into the minute `?2` what `changed` selects: account_id, country, carrier_id, status, messages,
 * segments, and of those that were timed how many, the sum of their times and the bound (ms) that each kept to. It
 * asks what the read model has, so it goes before the statement that changes
 * that, in the same batch: both happen or neither, and what changes nothing counts nothing. A minute that is in the totals already
 * gets no more; a late clock counts into the first that is not.
 */
export function countTrafficSql(changed: string): string {
  return `
    WITH changed AS (${changed})
    INSERT INTO traffic_minutes (minute, account_id, country, carrier_id, status, ${trafficSums.join(", ")})
    SELECT max(?2, coalesce((SELECT before_minute FROM traffic_fold), 0)),
      account_id, country, carrier_id, status, sum(messages), sum(segments), sum(timed), sum(latency_ms),
      ${latencyBoundsMs.map((boundMs) => `sum(iif(bound_ms <= ${boundMs}, timed, 0))`).join(", ")}
    FROM changed
    WHERE true
    GROUP BY account_id, country, carrier_id, status
    ${addToTraffic}`;
}

export function minuteOf(timeMs: number): number {
  return Math.floor(timeMs / 60_000);
}
