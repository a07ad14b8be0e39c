import type { AlarmRule } from "../../alarms/rules.ts";
import type { AlarmSample, SeriesPoint } from "../../alarms/sample.ts";

/** What looks saw of subjects in the minutes from `fromMinute` to `toMinute`, in the order that was asked for. */
export async function findSeries(
  db: D1Database,
  asked: readonly { rule: AlarmRule; subject: string }[],
  { fromMinute, toMinute }: { fromMinute: number; toMinute: number },
): Promise<SeriesPoint[][]> {
  if (asked.length === 0) return [];
  const { results } = await db
    .prepare(seriesSql)
    .bind(JSON.stringify(asked), fromMinute, toMinute)
    .all<{ number: number; minute: number; value: number | null; baseline: number | null }>();
  const series = asked.map((): SeriesPoint[] => []);
  for (const { number, minute, value, baseline } of results) {
    if (value === null) continue;
    series[number]?.push(baseline === null ? [minute, value] : [minute, value, baseline]);
  }
  return series;
}

/** Only these subjects' values are taken out of a row, which may have those of a thousand. */
const seriesSql = `
  SELECT asked.key AS number, minute, seen ->> 0 AS value, seen ->> 1 AS baseline FROM (
    SELECT asked.key, minute,
      json_extract(body, '$.values.' || (asked.value ->> 'rule') || '."' || (asked.value ->> 'subject') || '"') AS seen
    FROM alarm_samples CROSS JOIN json_each(?1) AS asked
    WHERE minute BETWEEN ?2 AND ?3
  ) AS asked
  ORDER BY minute`;

/** Looks after a minute, the oldest first, up to `limit` of them: what each saw. */
export async function findSeen(
  db: D1Database,
  afterMinute: number,
  limit: number,
): Promise<{ minute: number; values: AlarmSample["values"] }[]> {
  const { results } = await db.prepare(seenSql).bind(afterMinute, limit).all<{ minute: number; seen: string }>();
  return results.map(({ minute, seen }) => ({ minute, values: JSON.parse(seen) as AlarmSample["values"] }));
}

const seenSql = `
  SELECT minute, body -> '$.values' AS seen FROM alarm_samples WHERE minute > ?1 ORDER BY minute LIMIT ?2`;
