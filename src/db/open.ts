import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

/** The read model, to be asked in Drizzle's words. */
export function openDatabase(db: D1Database): DrizzleD1Database {
  return drizzle(db);
}
