import { asc, and, eq, gt } from "drizzle-orm";
import { openDatabase } from "./open.ts";
import { priceAssignments } from "./schema.ts";

/** Says by which price list an account is charged; null for none. */
export async function assignPriceList(db: D1Database, accountId: string, priceListId: string | null): Promise<void> {
  const database = openDatabase(db);
  if (priceListId === null) {
    await database.delete(priceAssignments).where(eq(priceAssignments.accountId, accountId));
    return;
  }
  await database
    .insert(priceAssignments)
    .values({ accountId, priceListId })
    .onConflictDoUpdate({ target: priceAssignments.accountId, set: { priceListId } });
}

/** Accounts charged by a price list, by id, from the one after `afterId`. */
export async function findAccountsByPriceList(
  db: D1Database,
  priceListId: string,
  { afterId, limit }: { afterId: string; limit: number },
): Promise<string[]> {
  const rows = await openDatabase(db)
    .select({ accountId: priceAssignments.accountId })
    .from(priceAssignments)
    .where(and(eq(priceAssignments.priceListId, priceListId), gt(priceAssignments.accountId, afterId)))
    .orderBy(asc(priceAssignments.accountId))
    .limit(limit);
  return rows.map(({ accountId }) => accountId);
}
