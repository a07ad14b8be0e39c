import type { ScheduledText } from "../events/account-event.ts";
import { countryOfNumber } from "../routing/country.ts";
import { statusRank } from "../sms/status.ts";

/** A scheduled text of some account. */
export type ScheduledRow = ScheduledText & { accountId: string };

/**
 * Writes texts that wait for their time into the read model. One that is there already is replaced where this says what
 * changed later, and left alone once it has gone on its way; a stub that
 * events made is filled in. Answers the ids of those that are as they are told here.
 */
export function insertScheduled(db: D1Database, texts: readonly ScheduledRow[], nowMs: number): D1PreparedStatement {
  return db.prepare(insertSql).bind(JSON.stringify(texts.map(withCountry)), nowMs);
}

function withCountry(text: ScheduledRow): ScheduledRow & { country: string | null } {
  return { ...text, country: countryOfNumber(text.to) };
}

const insertSql = `
  INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
    carrier_id, client_reference, country, price_micros, currency, charge_on, updated_at_ms, timeline)
  SELECT value ->> 'accountId', value ->> 'id', 'scheduled', ${statusRank.scheduled}, value ->> 'from', value ->> 'to',
    value ->> 'text', value ->> 'encoding', value ->> 'segmentCount', value ->> 'lane', '', value ->> 'clientReference',
    value ->> 'country', value ->> 'priceMicros', value ->> 'currency', value ->> 'chargeOn', ?2,
    json_object('scheduled', json_object('type', 'scheduled', 'atMs', value ->> 'changedAtMs', 'dueAtMs', value ->> 'dueAtMs'))
  FROM json_each(?1)
  WHERE true
  ON CONFLICT (account_id, id) DO UPDATE SET
    sender = excluded.sender, recipient = excluded.recipient, body = excluded.body, encoding = excluded.encoding,
    segment_count = excluded.segment_count, lane = excluded.lane, client_reference = excluded.client_reference,
    country = excluded.country, price_micros = excluded.price_micros, currency = excluded.currency,
    charge_on = excluded.charge_on, charge = iif(messages.recipient = '', NULL, messages.charge),
    updated_at_ms = excluded.updated_at_ms, timeline = json_patch(messages.timeline, excluded.timeline)
  WHERE messages.recipient = '' OR (messages.status_rank <= ${statusRank.scheduled}
    AND coalesce(messages.timeline ->> '$.scheduled.atMs', 0) <= excluded.timeline ->> '$.scheduled.atMs')
  RETURNING id`;
