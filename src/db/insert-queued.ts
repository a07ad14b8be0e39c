/**
 * Writes the texts of an outbound chunk into the read model: one statement and one parameter for all of them, so that a
 * chunk costs one round trip and the JSON it came in is never taken apart. `chunkJson` is an OutboundChunk. A row that is
 * there already is left alone, unless it is the stub that events made when they came first, or a text that waited for its time.
 * `countries` are those of the chunk's recipients, in the order of its texts.
 */
export function insertQueued(
  db: D1Database,
  chunkJson: string,
  carrierId: string,
  nowMs: number,
  countries: readonly (string | null)[] = [],
): D1PreparedStatement {
  return db.prepare(insertSql).bind(chunkJson, carrierId, nowMs, JSON.stringify(countries));
}

const insertSql = `
  INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
    carrier_id, client_reference, country, price_micros, currency, charge_on, updated_at_ms, timeline)
  SELECT ?1 ->> 'accountId', value ->> 'id', 'queued', 2, value ->> 'from', value ->> 'to', value ->> 'text',
    value ->> 'encoding', value ->> 'segmentCount', value ->> 'lane', ?2, value ->> 'clientReference', ?4 ->> key,
    value ->> 'priceMicros', value ->> 'currency', value ->> 'chargeOn', ?3,
    json_object('queued', json_object('type', 'queued', 'atMs', ?3, 'carrierId', ?2))
  FROM jsonb_each(?1, '$.texts')
  WHERE true
  ON CONFLICT (account_id, id) DO UPDATE SET
    sender = excluded.sender, recipient = excluded.recipient, body = excluded.body, encoding = excluded.encoding,
    segment_count = excluded.segment_count, lane = excluded.lane,
    carrier_id = iif(messages.carrier_id = '', excluded.carrier_id, messages.carrier_id),
    country = excluded.country, price_micros = excluded.price_micros, currency = excluded.currency,
    charge_on = excluded.charge_on, charge = iif(messages.recipient = '', NULL, messages.charge),
    client_reference = excluded.client_reference, timeline = json_patch(excluded.timeline, messages.timeline),
    status = iif(messages.status_rank < excluded.status_rank, excluded.status, messages.status),
    status_rank = max(messages.status_rank, excluded.status_rank),
    updated_at_ms = max(messages.updated_at_ms, excluded.updated_at_ms)
  WHERE messages.recipient = '' OR messages.carrier_id = '' OR messages.status_rank < excluded.status_rank`;
