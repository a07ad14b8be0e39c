import { type SQL, and, desc, eq, gte, lt, ne, sql } from "drizzle-orm";
import { idLowerBound } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import type { MessageStatus } from "../sms/status.ts";
import { openDatabase } from "./open.ts";
import { type MessageRow, messages } from "./schema.ts";

export interface MessageFilter {
  accountId: string;
  status?: MessageStatus | undefined;
  /** As the message has it: `+` and digits. */
  to?: string | undefined;
  from?: string | undefined;
  createdFromMs?: number | undefined;
  createdBeforeMs?: number | undefined;
  /** Only messages older than this one. */
  afterId?: string | undefined;
  limit: number;
}

export type ListedMessageRow = Omit<MessageRow, "timeline">;

/** Messages of an account, newest first. */
export async function findMessages(db: D1Database, filter: MessageFilter): Promise<Page<ListedMessageRow>> {
  const rows = await findMessagesQuery(db, filter);
  return toPage(rows, filter.limit, (row) => row.id);
}

/** The query alone, so that a test can ask how the database would run it. */
export function findMessagesQuery(db: D1Database, filter: MessageFilter) {
  const { accountId, status, to, from, createdFromMs, createdBeforeMs, afterId, limit } = filter;
  const conditions: (SQL | undefined)[] = [
    eq(messages.accountId, accountId),
    // Stubs that events left are not messages yet.
    to === undefined ? ne(messages.recipient, "") : eq(messages.recipient, to),
    from === undefined ? undefined : eq(messages.sender, from),
    status === undefined ? undefined : eq(messages.status, status),
    // Says in so many words what the partial index on status needs to hear.
    status === undefined || status === "delivered" ? undefined : sql`${messages.status} <> 'delivered'`,
    createdFromMs === undefined ? undefined : gte(messages.id, idLowerBound("message", createdFromMs)),
    createdBeforeMs === undefined ? undefined : lt(messages.id, idLowerBound("message", createdBeforeMs)),
    afterId === undefined ? undefined : lt(messages.id, afterId),
  ];
  return openDatabase(db)
    .select(listedColumns)
    .from(messages)
    .where(and(...conditions))
    .orderBy(desc(messages.id))
    .limit(limit + 1);
}

const listedColumns = {
  accountId: messages.accountId,
  id: messages.id,
  status: messages.status,
  statusRank: messages.statusRank,
  sender: messages.sender,
  recipient: messages.recipient,
  body: messages.body,
  encoding: messages.encoding,
  segmentCount: messages.segmentCount,
  lane: messages.lane,
  carrierId: messages.carrierId,
  clientReference: messages.clientReference,
  errorCode: messages.errorCode,
  updatedAtMs: messages.updatedAtMs,
};
