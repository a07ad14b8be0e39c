import { addToTraffic, trafficSums } from "./add-traffic.ts";

/** Minutes of which rows are deleted at once. */
const sweptAtOnce = 120;

/**
 * Adds the minutes that are over to the totals and to their hours, and forgets those before `keptFromMinute`, in one transaction.
 * Doing it again changes nothing.
 */
export async function foldTraffic(
  db: D1Database,
  { beforeMinute, keptFromMinute }: { beforeMinute: number; keptFromMinute: number },
): Promise<void> {
  await db.batch([
    db.prepare(foldSql).bind(beforeMinute),
    db.prepare(foldHoursSql("account_id")).bind(beforeMinute),
    db.prepare(foldHoursSql("''")).bind(beforeMinute),
    db.prepare(markSql).bind(beforeMinute),
    db.prepare(sweepSql).bind(keptFromMinute, sweptAtOnce),
    db.prepare(sweepHoursSql).bind(Math.floor(keptFromMinute / 60), sweptAtOnce),
  ]);
}

const foldSql = `
  INSERT INTO traffic_totals (account_id, country, carrier_id, status, ${trafficSums.join(", ")})
  SELECT account_id, country, carrier_id, status, ${trafficSums.map((sum) => `sum(${sum})`).join(", ")}
  FROM traffic_minutes
  WHERE minute >= coalesce((SELECT before_minute FROM traffic_fold), 0) AND minute < ?1
  GROUP BY account_id, country, carrier_id, status
  ${addToTraffic}`;

/** For each account, or for all of them together under the empty id: what is nobody's is in the latter alone. */
function foldHoursSql(account: "account_id" | "''"): string {
  return `
    INSERT INTO traffic_hours (hour, account_id, country, carrier_id, status, ${trafficSums.join(", ")})
    SELECT minute / 60, ${account}, country, carrier_id, status, ${trafficSums.map((sum) => `sum(${sum})`).join(", ")}
    FROM traffic_minutes
    WHERE minute >= coalesce((SELECT before_minute FROM traffic_fold), 0) AND minute < ?1
      AND ${account === "''" ? "true" : "account_id <> ''"}
    GROUP BY 1, 2, 3, 4, 5
    ${addToTraffic}`;
}

const markSql = `
  INSERT INTO traffic_fold (id, before_minute) VALUES (1, ?1)
  ON CONFLICT DO UPDATE SET before_minute = max(before_minute, excluded.before_minute)`;

/** What is not in the totals stays, whatever the clock says. */
const sweepSql = `
  DELETE FROM traffic_minutes
  WHERE minute < min(?1, (SELECT before_minute FROM traffic_fold), (SELECT min(minute) FROM traffic_minutes) + ?2)`;

const sweepHoursSql = `
  DELETE FROM traffic_hours WHERE hour < min(?1, (SELECT min(hour) FROM traffic_hours) + ?2)`;
