import { type SQL, and, desc, eq, getTableColumns, gte, lt, ne, sql } from "drizzle-orm";
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

/** `dueAtMs` is when it goes, or went, where it had to wait for that. */
export type ListedMessageRow = Omit<MessageRow, "timeline"> & { dueAtMs: number | null };

/** Messages of an account, newest first. */
export async function findMessages(db: D1Database, filter: MessageFilter): Promise<Page<ListedMessageRow>> {
  const rows = await openDatabase(db).all<ListedMessageRow>(findMessagesSql(filter));
  return toPage(rows, filter.limit, (row) => row.id);
}

/** The query alone, so that a test can ask how the database would run it. */
export function findMessagesSql(filter: MessageFilter): SQL {
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
  return sql`SELECT ${columns} FROM ${messages} ${indexFor(filter)} WHERE ${and(...conditions)}
    ORDER BY ${desc(messages.id)} LIMIT ${limit + 1}`;
}

/**
 * The index whose entries are fewest. The database is told, because without statistics it takes the primary key for every
 * filter and reads all that the account ever sent.
 */
function indexFor({ to, from, status }: MessageFilter): SQL | undefined {
  if (to !== undefined) return sql.raw("INDEXED BY messages_recipient");
  if (status !== undefined && status !== "delivered") return sql.raw("INDEXED BY messages_status");
  if (from !== undefined) return sql.raw("INDEXED BY messages_sender");
  return undefined;
}

const { timeline: _, ...listedColumns } = getTableColumns(messages);
const columns = sql.join(
  [
    ...Object.entries(listedColumns).map(([name, column]) => sql`${column} AS ${sql.identifier(name)}`),
    sql`${messages.timeline} ->> '$.scheduled.dueAtMs' AS "dueAtMs"`,
  ],
  sql`, `,
);
