import { idPrefixes } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import type { MessageStatus } from "../sms/status.ts";

/** A text between a number and a handset, in either direction. */
export interface ThreadRow {
  id: string;
  direction: "inbound" | "outbound";
  text: string;
  /** Null of texts from the handset. */
  status: MessageStatus | null;
}

/**
 * The texts between a number of the account's and a handset, newest first, from the one after `afterUlid`. Both directions are in
 * the order of what follows the prefix of their ids.
 */
export async function findThread(
  db: D1Database,
  { accountId, number, peer }: { accountId: string; number: string; peer: string },
  { afterUlid, limit }: { afterUlid?: string | undefined; limit: number },
): Promise<Page<ThreadRow>> {
  const { results } = await db
    .prepare(threadSql)
    .bind(accountId, number, peer, afterUlid ?? "~", limit + 1)
    .all<ThreadRow & { ulid: string }>();
  const page = toPage(results, limit, ({ ulid }) => ulid);
  return { ...page, items: page.items.map(({ id, direction, text, status }) => ({ id, direction, text, status })) };
}

const threadSql = `
  SELECT * FROM (
    SELECT id, substr(id, ${idPrefixes.message.length + 1}) AS ulid, 'outbound' AS direction, body AS text, status
    FROM messages INDEXED BY messages_recipient
    WHERE account_id = ?1 AND recipient = ?3 AND sender = ?2 AND id < '${idPrefixes.message}' || ?4
    ORDER BY id DESC LIMIT ?5)
  UNION ALL SELECT * FROM (
    SELECT id, substr(id, ${idPrefixes.inbound.length + 1}) AS ulid, 'inbound' AS direction, body AS text, NULL AS status
    FROM inbound_messages
    WHERE account_id = ?1 AND recipient = ?2 AND sender = ?3 AND id < '${idPrefixes.inbound}' || ?4
    ORDER BY id DESC LIMIT ?5)
  ORDER BY ulid DESC LIMIT ?5`;
