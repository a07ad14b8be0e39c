import { asc, eq, gt, lte } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { carriers } from "./schema.ts";

export type CarrierRow = typeof carriers.$inferSelect;

/** Adds a carrier, or brings the one that is there up to date; what is newer already stays. */
export async function upsertCarrier(db: D1Database, row: CarrierRow): Promise<void> {
  const { name, version, service } = row;
  await openDatabase(db)
    .insert(carriers)
    .values(row)
    .onConflictDoUpdate({
      target: carriers.id,
      set: { name, version, service },
      setWhere: lte(carriers.version, version),
    });
}

export async function deleteCarrierRow(db: D1Database, id: string): Promise<void> {
  await openDatabase(db).delete(carriers).where(eq(carriers.id, id));
}

export async function findCarrier(db: D1Database, id: string): Promise<CarrierRow | null> {
  const row = await openDatabase(db).select().from(carriers).where(eq(carriers.id, id)).get();
  return row ?? null;
}

/** In the order of their ids, from the one after `afterId`. */
export async function findCarriers(
  db: D1Database,
  { afterId, limit }: { afterId?: string | undefined; limit: number },
): Promise<Page<CarrierRow>> {
  const rows = await openDatabase(db)
    .select()
    .from(carriers)
    .where(afterId === undefined ? undefined : gt(carriers.id, afterId))
    .orderBy(asc(carriers.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.id);
}
