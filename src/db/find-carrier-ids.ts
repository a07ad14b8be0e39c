import { openDatabase } from "./open.ts";
import { carriers } from "./schema.ts";

/** Every carrier there is: dozens at most, so they are read at once. */
export async function findCarrierIds(db: D1Database): Promise<Set<string>> {
  const rows = await openDatabase(db).select({ id: carriers.id }).from(carriers).all();
  return new Set(rows.map(({ id }) => id));
}
