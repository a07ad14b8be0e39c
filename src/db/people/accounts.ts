import { eq } from "drizzle-orm";
import { openDatabase } from "../open.ts";
import { accounts } from "../schema.ts";

/** Null where there is no such account. */
export async function findAccountName(db: D1Database, accountId: string): Promise<string | null> {
  const [row] = await openDatabase(db).select({ name: accounts.name }).from(accounts).where(eq(accounts.id, accountId));
  return row?.name ?? null;
}
