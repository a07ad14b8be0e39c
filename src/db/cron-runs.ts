import { asc } from "drizzle-orm";
import { cronRuns } from "./live-schema.ts";
import { openDatabase } from "./open.ts";

export type CronRun = typeof cronRuns.$inferSelect;

/** Keeps the last run of each task. */
export async function saveCronRuns(db: D1Database, runs: readonly CronRun[]): Promise<void> {
  await db.prepare(saveSql).bind(JSON.stringify(runs)).run();
}

export function findCronRuns(db: D1Database): Promise<CronRun[]> {
  return openDatabase(db).select().from(cronRuns).orderBy(asc(cronRuns.task)).all();
}

const saveSql = `
  INSERT INTO cron_runs (task, at_ms, duration_ms, error)
  SELECT value ->> 'task', value ->> 'atMs', value ->> 'durationMs', value ->> 'error' FROM json_each(?1) WHERE true
  ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms, duration_ms = excluded.duration_ms, error = excluded.error`;
