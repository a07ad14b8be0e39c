/** How long after its end (UTC) a day may be counted: by then nearly all of its messages have come to their end. */
export const countedAfterMs = 48 * 3_600_000;

/** A day (UTC) and the ids of the messages that were accepted on it. */
export interface UsageDay {
  /** As in 2026-11-21. */
  day: string;
  /** Message ids: the least of the day, and the least after it. */
  fromId: string;
  beforeId: string;
}

/** What is counted: of one account, or of all where it is null. */
export interface UsageScope {
  accountId: string | null;
  days: readonly UsageDay[];
}

/** The accounts and days that a statement is about: `?1` is the account, `?2` the days. */
export const usageScopeSql = `
  days AS MATERIALIZED (
    SELECT value ->> 'day' AS day, value ->> 'fromId' AS from_id, value ->> 'beforeId' AS before_id FROM json_each(?2)
  ), scope AS MATERIALIZED (
    SELECT ?1 AS account_id WHERE ?1 IS NOT NULL UNION ALL SELECT id FROM accounts WHERE ?1 IS NULL
  ), open_days AS MATERIALIZED (
    SELECT account_id, day, from_id, before_id FROM scope CROSS JOIN days
    WHERE NOT EXISTS (SELECT 1 FROM usage_days_counted AS counted
      WHERE counted.account_id = scope.account_id AND counted.day = days.day)
  )`;

/** What the messages of `of_days` come to. Stubs that events left are not messages yet. */
export function messageTotalsSql(ofDays: string): string {
  return `
    SELECT messages.account_id, day, coalesce(country, '') AS country, carrier_id, status,
      coalesce(currency, '') AS currency, count(*) AS messages, sum(segment_count) AS segments,
      sum(iif(charge = 'spent', price_micros, 0)) AS spent_micros,
      sum(iif(charge IS NULL, coalesce(price_micros, 0), 0)) AS held_micros,
      sum(iif(charge = 'refunded', price_micros, 0)) AS refunded_micros
    FROM ${ofDays} CROSS JOIN messages
    WHERE messages.account_id = ${ofDays}.account_id AND messages.id >= from_id AND messages.id < before_id
      AND recipient <> ''
    GROUP BY 1, 2, 3, 4, 5, 6`;
}

/** Counts up to `limit` days of accounts that have not been counted, in one transaction. Answers how many those were. */
export async function countUsage(db: D1Database, { accountId, days }: UsageScope, limit: number): Promise<number> {
  if (days.length === 0) return 0;
  const bound = [accountId, JSON.stringify(days), limit] as const;
  const results = await db.batch([deleteSql, insertSql, markSql].map((sql) => db.prepare(sql).bind(...bound)));
  return results.at(-1)?.meta.changes ?? 0;
}

const pendingSql = `WITH ${usageScopeSql}, pending AS MATERIALIZED (
    SELECT * FROM open_days ORDER BY account_id, day LIMIT ?3
  )`;

const deleteSql = `${pendingSql}
  DELETE FROM usage_days WHERE (account_id, day) IN (SELECT account_id, day FROM pending)`;

const insertSql = `${pendingSql}
  INSERT INTO usage_days (account_id, day, country, carrier_id, status, currency, messages, segments, spent_micros,
    held_micros, refunded_micros) ${messageTotalsSql("pending")}`;

const markSql = `${pendingSql}
  INSERT INTO usage_days_counted (account_id, day) SELECT account_id, day FROM pending`;
