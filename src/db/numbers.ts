import { and, asc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { numberKeywords, numbers } from "./schema.ts";

export type NumberRow = typeof numbers.$inferSelect;
export type KeywordRow = typeof numberKeywords.$inferSelect;

/** Stores a number, or changes whose it is; answers what it was before, null where it is new. */
export async function putNumberRow(db: D1Database, row: NumberRow): Promise<NumberRow | null> {
  const before = await findNumber(db, row.number);
  const { accountId, carrierId, kind } = row;
  await openDatabase(db)
    .insert(numbers)
    .values(row)
    .onConflictDoUpdate({ target: numbers.number, set: { accountId, carrierId, kind } });
  return before;
}

export async function findNumber(db: D1Database, number: string): Promise<NumberRow | null> {
  return (await openDatabase(db).select().from(numbers).where(eq(numbers.number, number)).get()) ?? null;
}

/** Deletes a number with its keywords. */
export async function deleteNumberRow(db: D1Database, number: string): Promise<void> {
  const database = openDatabase(db);
  await database.batch([
    database.delete(numberKeywords).where(eq(numberKeywords.number, number)),
    database.delete(numbers).where(eq(numbers.number, number)),
  ]);
}

/** By number, from the one after `after`; all, or those of one account in whole or by a keyword. */
export async function findNumbers(
  db: D1Database,
  { accountId, after = "", limit }: { accountId?: string | undefined; after?: string | undefined; limit: number },
): Promise<Page<NumberRow>> {
  const rows = await openDatabase(db)
    .select()
    .from(numbers)
    .where(and(gt(numbers.number, after), accountId === undefined ? undefined : isOf(accountId)))
    .orderBy(asc(numbers.number))
    .limit(limit + 1);
  return toPage(rows, limit, ({ number }) => number);
}

function isOf(accountId: string) {
  const byKeyword = sql`${numbers.number} IN (SELECT number FROM ${numberKeywords} WHERE ${numberKeywords.accountId} = ${accountId})`;
  return or(eq(numbers.accountId, accountId), byKeyword);
}

/** The keywords of these numbers, by number and keyword; all, or an account's. */
export function findKeywords(db: D1Database, ofNumbers: readonly string[], accountId?: string): Promise<KeywordRow[]> {
  const listed = sql`${numberKeywords.number} IN (SELECT value FROM json_each(${JSON.stringify(ofNumbers)}))`;
  return openDatabase(db)
    .select()
    .from(numberKeywords)
    .where(and(listed, accountId === undefined ? undefined : eq(numberKeywords.accountId, accountId)))
    .orderBy(asc(numberKeywords.number), asc(numberKeywords.keyword))
    .all();
}

/** Gives a keyword to an account, and answers whose it was before. */
export async function putKeywordRow(db: D1Database, row: KeywordRow): Promise<string | null> {
  const { number, keyword, accountId } = row;
  const before = await findKeyword(db, number, keyword);
  await openDatabase(db)
    .insert(numberKeywords)
    .values(row)
    .onConflictDoUpdate({ target: [numberKeywords.number, numberKeywords.keyword], set: { accountId } });
  return before?.accountId ?? null;
}

export async function findKeyword(db: D1Database, number: string, keyword: string): Promise<KeywordRow | null> {
  return (await openDatabase(db).select().from(numberKeywords).where(isKeyword(number, keyword)).get()) ?? null;
}

export async function deleteKeywordRow(db: D1Database, number: string, keyword: string): Promise<void> {
  await openDatabase(db).delete(numberKeywords).where(isKeyword(number, keyword));
}

function isKeyword(number: string, keyword: string) {
  return and(eq(numberKeywords.number, number), eq(numberKeywords.keyword, keyword));
}

/** A number and one of its keywords; null where it has none. */
export interface Assignment {
  number: string;
  accountId: string | null;
  keyword: string | null;
  keywordAccountId: string | null;
}

/** Whose these numbers are, a row for each keyword: all in one query. */
export function findAssignments(db: D1Database, ofNumbers: readonly string[]): Promise<Assignment[]> {
  return openDatabase(db)
    .select({
      number: numbers.number,
      accountId: numbers.accountId,
      keyword: numberKeywords.keyword,
      keywordAccountId: numberKeywords.accountId,
    })
    .from(numbers)
    .leftJoin(numberKeywords, eq(numberKeywords.number, numbers.number))
    .where(inArray(numbers.number, sql`(SELECT value FROM json_each(${JSON.stringify(ofNumbers)}))`))
    .all();
}
