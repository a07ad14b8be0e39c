import { eq, gt, sql } from "drizzle-orm";
import { liveWatchers } from "./live-schema.ts";
import { openDatabase } from "./open.ts";

/** Topics that somebody watches; the table is empty while nobody does. */
export async function findWatchedTopics(db: D1Database, nowMs: number): Promise<string[]> {
  const rows = await openDatabase(db)
    .select({ topic: liveWatchers.topic })
    .from(liveWatchers)
    .where(gt(liveWatchers.untilMs, nowMs));
  return rows.map(({ topic }) => topic);
}

/** Somebody watches until then at the least. */
export async function keepWatched(db: D1Database, topic: string, untilMs: number): Promise<void> {
  await openDatabase(db)
    .insert(liveWatchers)
    .values({ topic, untilMs })
    .onConflictDoUpdate({ target: liveWatchers.topic, set: { untilMs: sql`excluded.until_ms` } });
}

export async function endWatched(db: D1Database, topic: string): Promise<void> {
  await openDatabase(db).delete(liveWatchers).where(eq(liveWatchers.topic, topic));
}
