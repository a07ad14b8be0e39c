import type { InboundMessage } from "../messages/inbound.ts";

/** Stores texts from handsets; one that is there already is left alone. */
export function insertInbound(db: D1Database, messages: readonly InboundMessage[]): D1PreparedStatement {
  return db
    .prepare(
      `INSERT OR IGNORE INTO inbound_messages (id, carrier_id, sender, recipient, body, parts, missing_parts, received_at_ms)
       SELECT value ->> 'id', value ->> 'carrierId', value ->> 'from', value ->> 'to', value ->> 'text',
         value ->> 'parts', value -> 'missingParts', value ->> 'receivedAtMs' FROM json_each(?)`,
    )
    .bind(JSON.stringify(messages));
}
