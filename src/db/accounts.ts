import { desc, lt } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { accounts } from "./schema.ts";

export type AccountRow = typeof accounts.$inferSelect;

export async function insertAccount(db: D1Database, row: AccountRow): Promise<void> {
  await openDatabase(db).insert(accounts).values(row);
}

/** Newest first, from the one after `afterId`. */
export async function findAccounts(
  db: D1Database,
  { afterId, limit }: { afterId?: string | undefined; limit: number },
): Promise<Page<AccountRow>> {
  const rows = await openDatabase(db)
    .select()
    .from(accounts)
    .where(afterId === undefined ? undefined : lt(accounts.id, afterId))
    .orderBy(desc(accounts.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.id);
}
