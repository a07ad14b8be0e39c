import { type SQL, and, asc, desc, eq, gt, lt, max } from "drizzle-orm";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { configVersions } from "./schema.ts";

export type ConfigVersionRow = typeof configVersions.$inferSelect;
export type ConfigVersionSummary = Omit<ConfigVersionRow, "body">;

/** Whose versions: the routes, or one carrier's. */
export type ConfigSubject = Pick<ConfigVersionRow, "kind" | "subjectId">;

/** A version to be stored. `activeFromMs` is put off where the version before becomes active later. */
export type NewConfigVersion = Omit<ConfigVersionRow, "version">;

/**
 * Stores the next version and answers it as it was stored. Null, and nothing stored, where `expectedVersion` is given and is
 * not the latest; 0 expects that there is none. One statement, so that two operators cannot both be the next.
 */
export async function insertConfigVersion(
  db: D1Database,
  { kind, subjectId, activeFromMs, createdAtMs, author, note, body }: NewConfigVersion,
  expectedVersion?: number,
): Promise<ConfigVersionRow | null> {
  const stored = await db
    .prepare(insertSql)
    .bind(kind, subjectId, activeFromMs, createdAtMs, author, note, body, expectedVersion ?? null)
    .first<{ version: number; active_from_ms: number }>();
  if (stored === null) return null;
  const { version, active_from_ms } = stored;
  return { kind, subjectId, version, activeFromMs: active_from_ms, createdAtMs, author, note, body };
}

const insertSql = `
  INSERT INTO config_versions (kind, subject_id, version, active_from_ms, created_at_ms, author, note, body)
  SELECT ?1, ?2, coalesce(max(version), 0) + 1, max(?3, coalesce(max(active_from_ms), 0) + 1), ?4, ?5, ?6, ?7
  FROM config_versions
  WHERE kind = ?1 AND subject_id = ?2
  HAVING ?8 IS NULL OR coalesce(max(version), 0) = ?8
  RETURNING version, active_from_ms`;

/** The version by its number, or the latest where none is given. */
export async function findConfigVersion(
  db: D1Database,
  subject: ConfigSubject,
  version?: number,
): Promise<ConfigVersionRow | null> {
  const row = await openDatabase(db)
    .select()
    .from(configVersions)
    .where(and(of(subject), version === undefined ? undefined : eq(configVersions.version, version)))
    .orderBy(desc(configVersions.version))
    .limit(1)
    .get();
  return row ?? null;
}

/** Newest first, from the one before `beforeVersion`, without what is in them. */
export async function findConfigVersions(
  db: D1Database,
  subject: ConfigSubject,
  { beforeVersion, limit }: { beforeVersion?: number | undefined; limit: number },
): Promise<Page<ConfigVersionSummary>> {
  const { kind, subjectId, version, activeFromMs, createdAtMs, author, note } = configVersions;
  const rows = await openDatabase(db)
    .select({ kind, subjectId, version, activeFromMs, createdAtMs, author, note })
    .from(configVersions)
    .where(and(of(subject), beforeVersion === undefined ? undefined : lt(version, beforeVersion)))
    .orderBy(desc(version))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => String(row.version));
}

/** The latest version of every subject of a kind, by the subject's id, from the one after `afterId`. */
export async function findLatestOfKind(
  db: D1Database,
  kind: ConfigSubject["kind"],
  { afterId = "", limit }: { afterId?: string | undefined; limit: number },
): Promise<Page<ConfigVersionSummary>> {
  const { subjectId, version, activeFromMs, createdAtMs, author, note } = configVersions;
  const rows = await openDatabase(db)
    .select({ kind: configVersions.kind, subjectId, version: max(version), activeFromMs, createdAtMs, author, note })
    .from(configVersions)
    .where(and(eq(configVersions.kind, kind), gt(subjectId, afterId)))
    .groupBy(configVersions.kind, subjectId)
    .orderBy(asc(subjectId))
    .limit(limit + 1);
  const latest = rows.map((row) => ({ ...row, version: row.version ?? 0 }));
  return toPage(latest, limit, (row) => row.subjectId);
}

/** When each version after `afterVersion` becomes active, in their order. */
export function findActivations(
  db: D1Database,
  subject: ConfigSubject,
  afterVersion: number,
): Promise<{ version: number; activeFromMs: number }[]> {
  const { version, activeFromMs } = configVersions;
  return openDatabase(db)
    .select({ version, activeFromMs })
    .from(configVersions)
    .where(and(of(subject), gt(version, afterVersion)))
    .orderBy(asc(version))
    .all();
}

function of({ kind, subjectId }: ConfigSubject): SQL | undefined {
  return and(eq(configVersions.kind, kind), eq(configVersions.subjectId, subjectId));
}
