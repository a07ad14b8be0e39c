import { asc, gte } from "drizzle-orm";
import { openDatabase } from "./open.ts";
import { storageDays } from "./retention-schema.ts";

/** How large a database was at the end of a day (UTC), or is on this one. */
export type StorageDay = typeof storageDays.$inferSelect;

/** Octets, which come with any answer. */
export async function sizeOfDatabase(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT 1").run()).meta.size_after;
}

/** Messages that a database ever had. Reads all totals: for now and then. */
export async function countMessages(db: D1Database): Promise<number> {
  return (await db.prepare(acceptedSql).first<number>("messages")) ?? 0;
}

/** Every message becomes queued once, or failed without a carrier, or was scheduled before either. */
const acceptedSql = `
  SELECT coalesce(sum(messages), 0) AS messages FROM (
    SELECT messages FROM traffic_totals WHERE status = 'queued' OR (status IN ('failed', 'canceled') AND carrier_id = '')
    UNION ALL
    SELECT messages FROM traffic_minutes WHERE minute >= coalesce((SELECT before_minute FROM traffic_fold), 0)
      AND (status = 'queued' OR (status IN ('failed', 'canceled') AND carrier_id = '')))`;

/** Writes down what the day is like so far. */
export async function saveStorageDay(db: D1Database, day: StorageDay): Promise<void> {
  const { bytes, messages, deletedMessages } = day;
  await openDatabase(db)
    .insert(storageDays)
    .values(day)
    .onConflictDoUpdate({
      target: [storageDays.database, storageDays.day],
      set: { bytes, messages, deletedMessages },
    });
}

/** Of all databases, by database and day. */
export function listStorageDays(db: D1Database, fromDay: string): Promise<StorageDay[]> {
  return openDatabase(db)
    .select()
    .from(storageDays)
    .where(gte(storageDays.day, fromDay))
    .orderBy(asc(storageDays.database), asc(storageDays.day));
}
