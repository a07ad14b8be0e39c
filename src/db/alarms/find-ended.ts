import type { AlarmSample } from "../../alarms/sample.ts";
import { sumTraffic } from "../../alarms/observe-delivery.ts";
import { type WithDatabase, messageDatabases } from "../months.ts";

/** Rows of traffic that one look reads of each database, and subjects of each kind that it goes on with: the busiest. */
const rowLimit = 20_000;
const subjectLimit = 400;

export interface EndedTraffic {
  /** Delivered and ended, by subject. */
  traffic: AlarmSample["traffic"];
  /** Whether there was more than is looked at. */
  isCut: boolean;
}

/** What came to an end in the minutes from `fromMinute` to `toMinute`, in all databases. */
export async function findEnded(env: WithDatabase, fromMinute: number, toMinute: number): Promise<EndedTraffic> {
  const parts = await Promise.all(
    messageDatabases(env).map(({ db }) =>
      db
        .prepare(endedSql)
        .bind(fromMinute, toMinute, rowLimit, subjectLimit)
        .all<{ subject: string; delivered: number; ended: number }>(),
    ),
  );
  const rows = parts.map(({ results }) => results);
  return {
    traffic: sumTraffic(
      rows.map((each) =>
        Object.fromEntries(
          each.flatMap(({ subject, delivered, ended }) =>
            subject === rowsRead ? [] : [[subject, [delivered, ended]]],
          ),
        ),
      ),
    ),
    isCut: rows.flat().some(({ subject, ended }) => subject === rowsRead && ended >= rowLimit),
  };
}

/** The name under which `endedSql` answers how many rows it looked at. */
const rowsRead = "";

/** The limit stands before anything is left out or added up, so it bounds what is read. */
const endedSql = `
  WITH ended AS MATERIALIZED (
    SELECT account_id, country, carrier_id, sum(iif(status = 'delivered', messages, 0)) AS delivered,
      sum(iif(status IN ('delivered', 'undelivered', 'expired', 'rejected', 'failed'), messages, 0)) AS ended,
      count(*) AS looked
    FROM (
      SELECT account_id, country, carrier_id, status, messages FROM traffic_minutes
      WHERE minute BETWEEN ?1 AND ?2 LIMIT ?3
    )
    GROUP BY account_id, country, carrier_id
  ), places AS MATERIALIZED (
    SELECT country, carrier_id, sum(delivered) AS delivered, sum(ended) AS ended, sum(looked) AS looked
    FROM ended GROUP BY country, carrier_id
  )
  SELECT '${rowsRead}' AS subject, 0 AS delivered, coalesce(sum(looked), 0) AS ended FROM places
  ${busiest("account", "account_id", "ended")}
  ${busiest("carrier", "carrier_id", "places")}
  ${busiest("country", "country", "places")}`;

function busiest(kind: string, column: string, source: string): string {
  return `UNION ALL SELECT * FROM (
    SELECT '${kind}/' || ${column}, sum(delivered), sum(ended) FROM ${source} WHERE ${column} <> '' AND ended > 0
    GROUP BY ${column} ORDER BY 3 DESC LIMIT ?4)`;
}
