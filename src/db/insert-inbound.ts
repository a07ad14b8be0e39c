import { idLowerBound } from "../ids.ts";
import type { AssignedInbound } from "../messages/inbound.ts";

/** What of a stored text may differ from what it was told to be: it is as it was stored first. */
export interface StoredInbound {
  id: string;
  account_id: string | null;
  keyword: string | null;
  in_reply_to: string | null;
}

/** A text answers what was sent to its handset within this time before it. */
const answersWithinMs = 7 * 86_400_000;

/** Stores texts from handsets and answers each as it is stored; one that is there already stays as it is. */
export function insertInbound(db: D1Database, messages: readonly AssignedInbound[]): D1PreparedStatement {
  const rows = messages.map((message) => ({
    ...message,
    answersFrom: idLowerBound("message", message.receivedAtMs - answersWithinMs),
  }));
  return db.prepare(insertSql).bind(JSON.stringify(rows));
}

const insertSql = `
  INSERT INTO inbound_messages (id, carrier_id, sender, recipient, body, parts, missing_parts, received_at_ms, account_id,
    keyword, in_reply_to)
  SELECT value ->> 'id', value ->> 'carrierId', value ->> 'from', value ->> 'to', value ->> 'text', value ->> 'parts',
    value -> 'missingParts', value ->> 'receivedAtMs', value ->> 'accountId', value ->> 'keyword',
    (SELECT messages.id FROM messages INDEXED BY messages_recipient
     WHERE messages.account_id = value ->> 'accountId' AND messages.recipient = value ->> 'from'
       AND messages.sender = value ->> 'to' AND messages.id >= value ->> 'answersFrom'
     ORDER BY messages.id DESC LIMIT 1)
  FROM json_each(?)
  WHERE true
  ON CONFLICT (id) DO UPDATE SET id = excluded.id
  RETURNING id, account_id, keyword, in_reply_to`;

/** Says of each account's pairs of number and handset which text was the last. Follows `insertInbound` in its batch. */
export function noteConversations(db: D1Database, messages: readonly AssignedInbound[]): D1PreparedStatement {
  return db.prepare(noteSql).bind(JSON.stringify(messages.map(({ id }) => id)));
}

const noteSql = `
  INSERT INTO conversations (account_id, number, peer, last_inbound_id)
  SELECT account_id, recipient, sender, max(id) FROM inbound_messages
  WHERE id IN (SELECT value FROM json_each(?)) AND account_id IS NOT NULL
  GROUP BY account_id, recipient, sender
  ON CONFLICT DO UPDATE SET last_inbound_id = max(last_inbound_id, excluded.last_inbound_id)`;
