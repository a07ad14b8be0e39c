import { asc } from "drizzle-orm";
import { openDatabase } from "./open.ts";
import { connectors } from "./schema.ts";

export type ConnectorRow = typeof connectors.$inferSelect;

/** How far `lastSeenAtMs` may be behind: each time it is written costs. */
const seenEveryMs = 60_000;

/** Notes that a connector was there. `version` is that of its program, `clockSkewMs` how far its clock is behind; null where it does not say. */
export async function noteConnectorSeen(
  db: D1Database,
  { id, version, clockSkewMs, nowMs }: Pick<ConnectorRow, "id" | "version" | "clockSkewMs"> & { nowMs: number },
): Promise<void> {
  await db.prepare(seenSql).bind(id, version, nowMs, seenEveryMs, clockSkewMs).run();
}

const seenSql = `
  INSERT INTO connectors (id, version, first_seen_at_ms, last_seen_at_ms, clock_skew_ms) VALUES (?1, ?2, ?3, ?3, ?5)
  ON CONFLICT DO UPDATE SET version = excluded.version, last_seen_at_ms = excluded.last_seen_at_ms,
    clock_skew_ms = excluded.clock_skew_ms
  WHERE excluded.last_seen_at_ms >= connectors.last_seen_at_ms + ?4 OR excluded.version IS NOT connectors.version`;

/** Every connector that was ever seen, by id. */
export function findConnectors(db: D1Database, limit: number): Promise<ConnectorRow[]> {
  return openDatabase(db).select().from(connectors).orderBy(asc(connectors.id)).limit(limit).all();
}

/** What an operator last said of each connector. */
export interface ConnectorChange {
  connectorId: string;
  version: number;
  createdAtMs: number;
  author: string;
  note: string | null;
  /** JSON. */
  body: string;
}

/** The latest change of each connector, or of one. */
export async function findConnectorChanges(db: D1Database, connectorId?: string): Promise<ConnectorChange[]> {
  const { results } = await db
    .prepare(changesSql)
    .bind(connectorId ?? null)
    .all<ConnectorChange>();
  return results;
}

/** SQLite takes the other columns from the row that has the maximum. */
const changesSql = `
  SELECT subject_id AS connectorId, max(version) AS version, created_at_ms AS createdAtMs, author, note, body
  FROM config_versions
  WHERE kind = 'connector' AND (?1 IS NULL OR subject_id = ?1)
  GROUP BY subject_id`;
