import { type TrafficLabel, type TrafficStatus, latencyBoundsMs } from "../../metrics/traffic.ts";
import { trafficSums } from "./add-traffic.ts";

/** Labels that points may be told apart by; the account is not one of them. */
export type PointLabel = Exclude<TrafficLabel, "account">;

/** What was counted from `minute` on, for as long as a step; labels that were not asked for are summed over. */
export interface TrafficPoint {
  /** Minutes since the epoch: the first of the step. */
  minute: number;
  status?: TrafficStatus;
  /** Empty where it is not known, as the carrier is where there was none. */
  country?: string;
  carrier?: string;
  messages: number;
  segments: number;
  latency: { count: number; sumMs: number; within: number[] };
}

export interface PointsQuery {
  /** Null for all accounts. */
  accountId: string | null;
  /** Minutes since the epoch; `beforeMinute` is not in the range. With steps of hours, the beginnings of hours. */
  fromMinute: number;
  beforeMinute: number;
  stepMinutes: number;
  labels: readonly PointLabel[];
  limit: number;
}

/**
 * Asks for traffic of a time range, step by step, the oldest first. Steps of hours are read from the hours, which are counted together for
 * all accounts as well, and what is younger than the last fold from its minutes: so few rows are read, however many messages there were.
 */
export function preparePoints(db: D1Database, query: PointsQuery): D1PreparedStatement {
  const { accountId, fromMinute, beforeMinute, stepMinutes, limit } = query;
  // The minutes of all accounts are read without naming one.
  const named = accountId === null && !isHourly(query) ? [] : [accountId ?? ""];
  return db.prepare(pointsSql(query)).bind(fromMinute, beforeMinute, stepMinutes, limit, ...named);
}

export type PointRow = Record<string, string | number>;

export function pointOf(row: PointRow, labels: readonly PointLabel[]): TrafficPoint {
  return {
    minute: Number(row["minute"]),
    ...Object.fromEntries(labels.map((label) => [label, row[columnOf[label]]])),
    messages: Number(row["messages"]),
    segments: Number(row["segments"]),
    latency: {
      count: Number(row["timed"]),
      sumMs: Number(row["latency_ms"]),
      within: latencyBoundsMs.map((bound) => Number(row[`within_${bound}_ms`])),
    },
  };
}

const columnOf = { carrier: "carrier_id", country: "country", status: "status" } as const;
const fold = "coalesce((SELECT before_minute FROM traffic_fold), 0)";
const minutesInHour = 60;

function isHourly({ stepMinutes }: PointsQuery): boolean {
  return stepMinutes % minutesInHour === 0;
}

function pointsSql(query: PointsQuery): string {
  const { accountId, labels } = query;
  const columns = ["country", "carrier_id", "status", ...trafficSums].join(", ");
  const fromMinute = isHourly(query) ? `max(?1, ${fold})` : "?1";
  const parts = [isHourly(query) ? hoursSql(columns) : null, minutesSql(columns, fromMinute, accountId !== null)];
  const groups = ["minute", ...labels.map((label) => columnOf[label])];
  return `
    SELECT minute - (minute - ?1) % ?3 AS ${groups.join(", ")}, ${trafficSums.map((sum) => `sum(${sum}) AS ${sum}`).join(", ")}
    FROM (${parts.filter((part) => part !== null).join(" UNION ALL ")})
    GROUP BY 1${labels.map((_, index) => `, ${index + 2}`).join("")} ORDER BY 1 LIMIT ?4`;
}

/** Each hour is looked up by itself: the key begins with it. */
function hoursSql(columns: string): string {
  return `
    SELECT traffic_hours.hour * 60 AS minute, ${columns} FROM (
      WITH RECURSIVE each_hour (hour) AS (
        SELECT ?1 / 60 WHERE ?1 < ?2 UNION ALL SELECT hour + 1 FROM each_hour WHERE (hour + 1) * 60 < ?2
      ) SELECT hour FROM each_hour
    ) AS each_hour CROSS JOIN traffic_hours
    WHERE traffic_hours.hour = each_hour.hour AND traffic_hours.account_id = ?5`;
}

function minutesSql(columns: string, fromMinute: string, isOfOne: boolean): string {
  if (!isOfOne) {
    return `SELECT minute, ${columns} FROM traffic_minutes WHERE minute >= ${fromMinute} AND minute < ?2`;
  }
  return `
    SELECT traffic_minutes.minute, ${columns} FROM (
      WITH RECURSIVE each_minute (minute) AS (
        SELECT ${fromMinute} WHERE ${fromMinute} < ?2 UNION ALL SELECT minute + 1 FROM each_minute WHERE minute + 1 < ?2
      ) SELECT minute FROM each_minute
    ) AS each_minute CROSS JOIN traffic_minutes
    WHERE traffic_minutes.minute = each_minute.minute AND traffic_minutes.account_id = ?5`;
}
