import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { deadLetters } from "./schema.ts";

export type DeadLetterRow = typeof deadLetters.$inferSelect;

export type DeadLetterSummary = Omit<DeadLetterRow, "body"> & {
  /** SQLite's number of the row. */
  rowNumber: number;
  /** Octets. */
  bodySize: number;
};

/** SQLite numbers rows as they come in, which orders dead letters without an index of its own. */
const rowNumber = sql<number>`rowid`;

/** Newest first; `after` is the `next` of the page before. */
export async function findDeadLetters(
  db: D1Database,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Page<DeadLetterSummary>> {
  const rows = await openDatabase(db)
    .select({
      rowNumber,
      id: deadLetters.id,
      kind: deadLetters.kind,
      attempts: deadLetters.attempts,
      diedAtMs: deadLetters.diedAtMs,
      bodySize: sql<number>`length(CAST(${deadLetters.body} AS BLOB))`,
    })
    .from(deadLetters)
    .where(after === undefined ? undefined : lt(rowNumber, Number(after)))
    .orderBy(desc(rowNumber))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => String(row.rowNumber));
}

export async function findDeadLetter(db: D1Database, id: string): Promise<DeadLetterRow | null> {
  const row = await openDatabase(db).select().from(deadLetters).where(eq(deadLetters.id, id)).get();
  return row ?? null;
}

export function countDeadLetters(db: D1Database): Promise<number> {
  return openDatabase(db).$count(deadLetters);
}

/** Which dead letters are meant: of one kind, and those that died before a moment (epoch ms). */
export interface DeadLetterFilter {
  kind?: string | undefined;
  beforeMs?: number | undefined;
}

/** Up to `limit` of them, whole, the oldest first. */
export function findDeadLettersToDo(
  db: D1Database,
  { kind, beforeMs }: DeadLetterFilter,
  limit: number,
): Promise<DeadLetterRow[]> {
  return openDatabase(db)
    .select()
    .from(deadLetters)
    .where(
      and(
        kind === undefined ? undefined : eq(deadLetters.kind, kind),
        beforeMs === undefined ? undefined : lt(deadLetters.diedAtMs, beforeMs),
      ),
    )
    .orderBy(asc(rowNumber))
    .limit(limit)
    .all();
}

/** Answers how many there were. */
export async function deleteDeadLetters(db: D1Database, ids: readonly string[]): Promise<number> {
  const { meta } = await openDatabase(db)
    .delete(deadLetters)
    .where(inArray(deadLetters.id, [...ids]));
  return meta.changes;
}

/** Forgets those that died before a moment, among the oldest `limit` rows. */
export async function sweepDeadLetterRows(db: D1Database, beforeMs: number, limit: number): Promise<void> {
  await db
    .prepare(
      `DELETE FROM dead_letters WHERE died_at_ms < ?1
       AND rowid IN (SELECT rowid FROM dead_letters ORDER BY rowid LIMIT ?2)`,
    )
    .bind(beforeMs, limit)
    .run();
}
