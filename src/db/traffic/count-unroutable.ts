import { statusRank } from "../../sms/status.ts";
import { countTrafficSql, minuteOf, untimed } from "./add-traffic.ts";

/** Counts what `insertUnroutable` is about to write; `chunkJson` is the same. */
export function countUnroutable(db: D1Database, chunkJson: string, nowMs: number): D1PreparedStatement {
  return db.prepare(countSql).bind(chunkJson, minuteOf(nowMs));
}

const countSql = countTrafficSql(`
  SELECT ?1 ->> 'accountId' AS account_id, coalesce(value ->> 'country', '') AS country, '' AS carrier_id,
    'failed' AS status, 1 AS messages, value ->> 'segmentCount' AS segments, ${untimed}
  FROM json_each(?1, '$.texts')
    LEFT JOIN messages ON messages.account_id = ?1 ->> 'accountId' AND messages.id = value ->> 'id'
  WHERE messages.id IS NULL OR messages.status_rank <= ${statusRank.scheduled}`);
