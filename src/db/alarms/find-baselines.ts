import { baselineDays, sumTraffic } from "../../alarms/observe-delivery.ts";
import type { AlarmSample } from "../../alarms/sample.ts";
import { batchByName } from "../batch-by-name.ts";
import { type WithDatabase, messageDatabases } from "../months.ts";

/** Rows of hours that one question reads, for each kind of subject. */
const rowLimit = 50_000;

interface BaselineRow {
  subject: string;
  delivered: number;
  ended: number;
}

/**
 * What usually comes of each subject's messages in this hour of the day: delivered and ended in the same hour of the days
 * before. A subject of which nothing is known has zeros.
 */
export async function findBaselines(
  env: WithDatabase,
  hour: number,
  subjects: readonly string[],
): Promise<AlarmSample["traffic"]> {
  if (subjects.length === 0) return {};
  const parts = await Promise.all(messageDatabases(env).map(({ db }) => findIn(db, hour, subjects)));
  return sumTraffic([Object.fromEntries(subjects.map((subject) => [subject, [0, 0]])), ...parts]);
}

async function findIn(db: D1Database, hour: number, subjects: readonly string[]): Promise<AlarmSample["traffic"]> {
  const hours = JSON.stringify(Array.from({ length: baselineDays }, (_, day) => hour - 24 * (day + 1)));
  const accounts = subjects.filter((subject) => subject.startsWith("account/")).map((subject) => subject.slice(8));
  const others = subjects.filter((subject) => !subject.startsWith("account/"));
  const rows = await batchByName<{ accounts: BaselineRow; others: BaselineRow }>(db, {
    accounts: accounts.length === 0 ? null : db.prepare(accountsSql).bind(hours, JSON.stringify(accounts), rowLimit),
    others: others.length === 0 ? null : db.prepare(othersSql).bind(hours, JSON.stringify(others), rowLimit),
  });
  return Object.fromEntries(
    [...rows.accounts, ...rows.others].map(({ subject, delivered, ended }) => [subject, [delivered, ended]]),
  );
}

const sums = "sum(iif(status = 'delivered', messages, 0)) AS delivered, sum(messages) AS ended";
const isEnded = "status IN ('delivered', 'undelivered', 'expired', 'rejected', 'failed')";

const accountsSql = `
  SELECT 'account/' || account_id AS subject, ${sums} FROM (
    SELECT account_id, status, messages FROM json_each(?1) AS hours CROSS JOIN json_each(?2) AS accounts
      CROSS JOIN traffic_hours
    WHERE hour = hours.value AND account_id = accounts.value LIMIT ?3
  ) WHERE ${isEnded} GROUP BY account_id`;

/** Under the empty id are the sums of all accounts. */
const othersSql = `
  WITH looked AS MATERIALIZED (
    SELECT carrier_id, country, status, messages FROM json_each(?1) AS hours CROSS JOIN traffic_hours
    WHERE hour = hours.value AND account_id = '' LIMIT ?3
  )
  SELECT others.value AS subject, ${sums} FROM json_each(?2) AS others
    CROSS JOIN looked ON others.value IN ('carrier/' || carrier_id, 'country/' || country)
  WHERE ${isEnded} GROUP BY others.value`;
