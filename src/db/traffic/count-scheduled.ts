import { countryOfNumber } from "../../routing/country.ts";
import { statusRank } from "../../sms/status.ts";
import type { ScheduledRow } from "../insert-scheduled.ts";
import { countTrafficSql, minuteOf, untimed } from "./add-traffic.ts";

/** Counts what `insertScheduled` is about to write for the first time, and what came of those texts before they had a row. */
export function countScheduled(db: D1Database, texts: readonly ScheduledRow[], nowMs: number): D1PreparedStatement {
  const rows = new Map(
    texts.map(({ accountId, id, to, segmentCount }) => [id, [accountId, id, countryOfNumber(to) ?? "", segmentCount]]),
  );
  return db.prepare(countSql).bind(JSON.stringify([...rows.values()]), minuteOf(nowMs));
}

const countSql = countTrafficSql(`
  SELECT value ->> 0 AS account_id, value ->> 2 AS country, '' AS carrier_id, 'scheduled' AS status,
    1 AS messages, value ->> 3 AS segments, ${untimed}
  FROM json_each(?1) LEFT JOIN messages ON messages.account_id = value ->> 0 AND messages.id = value ->> 1
  WHERE messages.id IS NULL OR messages.recipient = ''
  UNION ALL
  SELECT messages.account_id, value ->> 2, messages.carrier_id, messages.status, 1, value ->> 3, 0, 0, NULL
  FROM json_each(?1) CROSS JOIN messages
  WHERE messages.account_id = value ->> 0 AND messages.id = value ->> 1 AND messages.recipient = ''
    AND messages.status_rank > ${statusRank.queued}`);
