import { and, desc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { type Person, type SignedIn, locales } from "../../people/person.ts";
import { roles } from "../../people/roles.ts";
import { openDatabase } from "../open.ts";
import { peopleSessions } from "../people-schema.ts";

const membershipsSchema = z.array(z.object({ accountId: z.string(), role: z.enum(roles) }));
const localeSchema = z.enum(locales).catch("en");

interface SessionRow {
  session_id: string;
  expires_at_ms: number;
  person_id: string;
  email: string;
  name: string;
  locale: string;
  operator: number;
  two_factor_enabled: number;
  memberships: string;
}

/** A session by the token in its cookie, or by its id. */
export type SessionName = { token: string } | { id: string };

/** Who a session stands for, and until when (epoch ms); null where it is over or never was. One statement. */
export async function findSignedIn(
  db: D1Database,
  name: SessionName,
  nowMs: number,
): Promise<{ signedIn: SignedIn; expiresAtMs: number } | null> {
  const [column, value] = "token" in name ? ["token", name.token] : ["id", name.id];
  const row = await db
    .prepare(
      `SELECT s.id AS session_id, s.expires_at_ms, p.id AS person_id, p.email, p.name, p.locale, p.operator, p.two_factor_enabled,
         (SELECT json_group_array(json_object('accountId', m.account_id, 'role', m.role))
            FROM members m WHERE m.person_id = p.id) AS memberships
       FROM people_sessions s JOIN people p ON p.id = s.person_id
       WHERE s.${column} = ?1 AND s.expires_at_ms > ?2`,
    )
    .bind(value, nowMs)
    .first<SessionRow>();
  return row === null ? null : { signedIn: toSignedIn(row), expiresAtMs: row.expires_at_ms };
}

function toSignedIn(row: SessionRow): SignedIn {
  const person: Person = {
    id: row.person_id,
    email: row.email,
    name: row.name,
    locale: localeSchema.parse(row.locale),
    operator: row.operator === 1,
    twoFactor: row.two_factor_enabled === 1,
  };
  return { person, sessionId: row.session_id, memberships: membershipsSchema.parse(JSON.parse(row.memberships)) };
}

/** Those in force, newest first. */
export async function findSessions(db: D1Database, personId: string, nowMs: number) {
  return openDatabase(db)
    .select()
    .from(peopleSessions)
    .where(and(eq(peopleSessions.userId, personId), gt(peopleSessions.expiresAt, new Date(nowMs))))
    .orderBy(desc(peopleSessions.createdAt))
    .limit(100);
}

/** Whether there was one. */
export async function deleteSession(db: D1Database, personId: string, sessionId: string): Promise<boolean> {
  const deleted = await openDatabase(db)
    .delete(peopleSessions)
    .where(and(eq(peopleSessions.userId, personId), eq(peopleSessions.id, sessionId)))
    .returning({ id: peopleSessions.id });
  return deleted.length > 0;
}

export async function deleteSessionByToken(db: D1Database, token: string): Promise<void> {
  await openDatabase(db).delete(peopleSessions).where(eq(peopleSessions.token, token));
}

/** Takes away what is over: up to `limit` rows of each kind. */
export async function sweepSignIns(db: D1Database, nowMs: number, limit: number): Promise<void> {
  const sweep = (table: string, column: string, beforeMs: number): D1PreparedStatement =>
    db
      .prepare(
        `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${column} < ?1 ORDER BY ${column} LIMIT ?2)`,
      )
      .bind(beforeMs, limit);
  await db.batch([
    sweep("people_sessions", "expires_at_ms", nowMs),
    sweep("people_verifications", "expires_at_ms", nowMs),
    sweep("sign_in_attempts", "last_at_ms", nowMs - 86_400_000),
  ]);
}
