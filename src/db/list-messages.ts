import { type SQL, and, desc, eq, getTableColumns, gte, lt, ne, sql } from "drizzle-orm";
import { SQLiteAsyncDialect } from "drizzle-orm/sqlite-core";
import { idLowerBound } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import type { MessageStatus } from "../sms/status.ts";
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

/** Statuses that every message goes through: no index has them. */
const usualStatuses: ReadonlySet<MessageStatus> = new Set(["queued", "sent", "delivered"]);

/** Messages one page looks through at most, where no index has its filter. */
export const rowsPerScan = 10_000;

/** Messages of an account, newest first. Where no index has the filter, a page may have few items, or none, and more follow. */
export async function findMessages(db: D1Database, filter: MessageFilter): Promise<Page<ListedMessageRow>> {
  const list = prepare(db, findMessagesSql(filter));
  const statements = isScan(filter) ? [list, prepare(db, endOfScanSql(filter))] : [list];
  // In one batch both see the same messages: what came between them would put the end of the scan elsewhere.
  const [rows, ends] = await db.batch<ListedMessageRow>(statements);
  const page = toPage(rows?.results ?? [], filter.limit, ({ id }) => id);
  const endId = ends?.results[0]?.id;
  return page.next !== null || endId === undefined ? page : { ...page, next: endId };
}

const dialect = new SQLiteAsyncDialect();

/** Drizzle's own batch takes no statements of one's own that have parameters. */
function prepare(db: D1Database, query: SQL): D1PreparedStatement {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return db.prepare(text).bind(...params);
}

/** The query alone, so that a test can ask how the database would run it. */
export function findMessagesSql(filter: MessageFilter): SQL {
  const { status, to, from, limit } = filter;
  const page = sql`ORDER BY ${desc(messages.id)} LIMIT ${limit + 1}`;
  if (isScan(filter)) {
    const scanned = sql`SELECT * ${scanOf(filter)} LIMIT ${rowsPerScan}`;
    return sql`SELECT ${columns} FROM (${scanned}) AS messages WHERE ${and(isMessage, hasStatus(status), isFrom(from))} ${page}`;
  }
  const conditions: (SQL | undefined)[] = [
    to === undefined ? isMessage : eq(messages.recipient, to),
    isFrom(from),
    hasStatus(status),
    // Says in so many words what the partial index on status needs to hear.
    isIndexed(status) ? sql`${messages.status} NOT IN ('queued', 'sent', 'delivered')` : undefined,
  ];
  return sql`SELECT ${columns} FROM ${messages} ${indexFor(filter)} WHERE ${and(range(filter), ...conditions)} ${page}`;
}

/**
 * The last message that a scan looks at, where it stops before the end. Where the page is full nobody needs it, and LIMIT 0 reads
 * nothing; a condition would be asked of every message there is.
 */
function endOfScanSql(filter: MessageFilter): SQL {
  const limit = sql`iif((SELECT count(*) FROM (${findMessagesSql(filter)})) <= ${filter.limit}, 1, 0)`;
  return sql`SELECT id ${scanOf(filter)} LIMIT ${limit} OFFSET ${rowsPerScan - 1}`;
}

function scanOf(filter: MessageFilter): SQL {
  return sql`FROM messages ${indexFor(filter)} WHERE ${range(filter)} ORDER BY id DESC`;
}

/** Stubs that events left are not messages yet. */
const isMessage = ne(messages.recipient, "");

function hasStatus(status: MessageStatus | undefined): SQL | undefined {
  return status === undefined ? undefined : eq(messages.status, status);
}

function isFrom(sender: string | undefined): SQL | undefined {
  return sender === undefined ? undefined : eq(messages.sender, sender);
}

function range({ accountId, createdFromMs, createdBeforeMs, afterId }: MessageFilter): SQL | undefined {
  return and(
    eq(messages.accountId, accountId),
    createdFromMs === undefined ? undefined : gte(messages.id, idLowerBound("message", createdFromMs)),
    createdBeforeMs === undefined ? undefined : lt(messages.id, idLowerBound("message", createdBeforeMs)),
    afterId === undefined ? undefined : lt(messages.id, afterId),
  );
}

/** An account's senders are few: an index on them costs a billed row for each message, and rarely finds sooner. */
function isScan({ to, status, from }: MessageFilter): boolean {
  return to === undefined && !isIndexed(status) && (status !== undefined || from !== undefined);
}

function isIndexed(status: MessageStatus | undefined): boolean {
  return status !== undefined && !usualStatuses.has(status);
}

/**
 * The index whose entries are fewest. The database is told, because without statistics it takes the primary key for every
 * filter and reads all that the account ever sent.
 */
function indexFor({ to, status }: MessageFilter): SQL | undefined {
  if (to !== undefined) return sql.raw("INDEXED BY messages_recipient");
  if (isIndexed(status)) return sql.raw("INDEXED BY messages_status");
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
