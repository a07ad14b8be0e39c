import { statusRank } from "../sms/status.ts";

/**
 * Writes the texts that no route takes into the read model, as failed. `chunkJson` is an OutboundChunk whose texts carry a
 * `reason` each. A row that is there already is left alone: the text was found unroutable before.
 */
export function insertUnroutable(db: D1Database, chunkJson: string, nowMs: number): D1PreparedStatement {
  return db.prepare(insertSql).bind(chunkJson, nowMs);
}

const insertSql = `
  INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
    carrier_id, client_reference, error_code, updated_at_ms, timeline)
  SELECT ?1 ->> 'accountId', value ->> 'id', 'failed', ${statusRank.failed}, value ->> 'from', value ->> 'to',
    value ->> 'text', value ->> 'encoding', value ->> 'segmentCount', value ->> 'lane', '', value ->> 'clientReference',
    'no_route', ?2, json_object('failed', json_object('type', 'failed', 'atMs', ?2, 'errorCode', 'no_route', 'reason',
      value ->> 'reason'))
  FROM json_each(?1, '$.texts')
  WHERE true
  ON CONFLICT (account_id, id) DO NOTHING`;
