import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { accounts } from "./schema.ts";

export type AccountRow = typeof accounts.$inferSelect;

export async function insertAccount(db: D1Database, row: AccountRow): Promise<void> {
  await openDatabase(db).insert(accounts).values(row);
}

/** What of an account the list shows and can change. */
export async function updateAccountRow(
  db: D1Database,
  { id, ...changes }: Pick<AccountRow, "id" | "name" | "status">,
): Promise<void> {
  await openDatabase(db).update(accounts).set(changes).where(eq(accounts.id, id));
}

interface AccountsQuery {
  parentId?: string | undefined;
  /** A part of the name, in any case of ASCII, or the whole id. */
  search?: string | undefined;
  afterId?: string | undefined;
  limit: number;
}

/** Newest first, from the one after `afterId`; all accounts, or the sub-accounts of one. */
export async function findAccounts(
  db: D1Database,
  { parentId, search, afterId, limit }: AccountsQuery,
): Promise<Page<AccountRow>> {
  const rows = await openDatabase(db)
    .select()
    .from(accounts)
    .where(
      and(
        parentId === undefined ? undefined : eq(accounts.parentId, parentId),
        search === undefined
          ? undefined
          : or(eq(accounts.id, search), sql`instr(lower(${accounts.name}), lower(${search})) > 0`),
        afterId === undefined ? undefined : lt(accounts.id, afterId),
      ),
    )
    .orderBy(desc(accounts.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.id);
}
