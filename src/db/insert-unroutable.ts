import { statusRank } from "../sms/status.ts";

/**
 * Writes the texts that no route takes into the read model, as failed. `chunkJson` is an OutboundChunk whose texts carry a
 * `reason`, a `country` and a `charge` each. A row that is there already is left alone, unless the text waited for its time: it was found unroutable before.
 */
export function insertUnroutable(db: D1Database, chunkJson: string, nowMs: number): D1PreparedStatement {
  return db.prepare(insertSql).bind(chunkJson, nowMs);
}

const insertSql = `
  INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
    carrier_id, client_reference, error_code, country, price_micros, currency, charge_on, charge, updated_at_ms, timeline)
  SELECT ?1 ->> 'accountId', value ->> 'id', 'failed', ${statusRank.failed}, value ->> 'from', value ->> 'to',
    value ->> 'text', value ->> 'encoding', value ->> 'segmentCount', value ->> 'lane', '', value ->> 'clientReference',
    'no_route', value ->> 'country', value ->> 'priceMicros', value ->> 'currency', value ->> 'chargeOn',
    value ->> 'charge', ?2, json_object('failed', json_object('type', 'failed', 'atMs', ?2, 'errorCode', 'no_route', 'reason',
      value ->> 'reason'))
  FROM json_each(?1, '$.texts')
  WHERE true
  ON CONFLICT (account_id, id) DO UPDATE SET
    sender = excluded.sender, recipient = excluded.recipient, body = excluded.body, encoding = excluded.encoding,
    segment_count = excluded.segment_count, client_reference = excluded.client_reference, status = excluded.status,
    status_rank = excluded.status_rank, error_code = excluded.error_code,
    country = excluded.country, price_micros = excluded.price_micros, currency = excluded.currency,
    charge_on = excluded.charge_on, charge = excluded.charge, updated_at_ms = excluded.updated_at_ms,
    timeline = json_patch(messages.timeline, excluded.timeline)
  WHERE messages.status_rank <= ${statusRank.scheduled}`;
