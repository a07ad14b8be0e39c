import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Invitation } from "../../people/invitation.ts";
import type { Locale } from "../../people/person.ts";
import { openDatabase } from "../open.ts";
import { invitations } from "../people-schema.ts";

const fields = {
  id: invitations.id,
  kind: invitations.kind,
  email: invitations.email,
  accountId: invitations.accountId,
  role: invitations.role,
  invitedBy: invitations.invitedBy,
  createdAtMs: invitations.createdAtMs,
  expiresAtMs: invitations.expiresAtMs,
};

export async function insertInvitation(db: D1Database, invitation: Invitation, tokenHash: string): Promise<void> {
  await openDatabase(db)
    .insert(invitations)
    .values({ ...invitation, tokenHash });
}

export async function findInvitation(
  db: D1Database,
  tokenHash: string,
): Promise<(Invitation & { closedAtMs: number | null }) | null> {
  const [row] = await openDatabase(db)
    .select({ ...fields, closedAtMs: invitations.closedAtMs })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash));
  return row ?? null;
}

/** Those still open, newest first: of an account, or those of no account, which are of operators. */
export function findOpenInvitations(db: D1Database, accountId: string | null, nowMs: number): Promise<Invitation[]> {
  return openDatabase(db)
    .select(fields)
    .from(invitations)
    .where(
      and(
        accountId === null ? isNull(invitations.accountId) : eq(invitations.accountId, accountId),
        isNull(invitations.closedAtMs),
        gt(invitations.expiresAtMs, nowMs),
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(1_000);
}

/** The invitation that was revoked; null where there is none that is open. */
export async function closeInvitation(
  db: D1Database,
  { id, accountId }: { id: string; accountId: string | null },
  nowMs: number,
): Promise<Invitation | null> {
  const [row] = await openDatabase(db)
    .update(invitations)
    .set({ closedAtMs: nowMs })
    .where(
      and(
        eq(invitations.id, id),
        accountId === null ? isNull(invitations.accountId) : eq(invitations.accountId, accountId),
        isNull(invitations.closedAtMs),
      ),
    )
    .returning(fields);
  return row ?? null;
}

/** Closes what somebody who may invite no longer has given out: for an account, or where it is null for any and for the staff. */
export async function closeInvitationsOf(
  db: D1Database,
  { invitedBy, accountId }: { invitedBy: string; accountId: string | null },
  nowMs: number,
): Promise<void> {
  await openDatabase(db)
    .update(invitations)
    .set({ closedAtMs: nowMs })
    .where(
      and(
        isNull(invitations.closedAtMs),
        eq(invitations.invitedBy, invitedBy),
        accountId === null ? undefined : eq(invitations.accountId, accountId),
      ),
    );
}

/** Closes what somebody could come in by again: to an account, or where it is null to the staff. */
export async function closeInvitationsTo(
  db: D1Database,
  { email, accountId }: { email: string; accountId: string | null },
  nowMs: number,
): Promise<void> {
  await openDatabase(db)
    .update(invitations)
    .set({ closedAtMs: nowMs })
    .where(
      and(
        isNull(invitations.closedAtMs),
        eq(invitations.email, email),
        accountId === null ? eq(invitations.kind, "operator") : eq(invitations.accountId, accountId),
      ),
    );
}

/** Somebody who comes in for the first time. */
export interface NewPerson {
  id: string;
  credentialId: string;
  email: string;
  name: string;
  locale: Locale;
  /** scrypt. */
  passwordHash: string;
}

export interface Acceptance {
  invitation: Invitation;
  personId: string;
  /** Where they are new. */
  newPerson: NewPerson | null;
  /** scrypt; where the invitation resets. */
  newPasswordHash: string | null;
  nowMs: number;
}

/**
 * Closes an invitation and does what it is for, in one transaction: each statement asks whether it was this person who closed it. False
 * where it was closed already; throws where the e-mail has come in meanwhile.
 */
export async function acceptInvitation(db: D1Database, acceptance: Acceptance): Promise<boolean> {
  const { invitation, personId, nowMs } = acceptance;
  const [claimed] = await db.batch([
    db
      .prepare(
        `UPDATE invitations SET closed_at_ms = ?1, used_by = ?2
         WHERE id = ?3 AND closed_at_ms IS NULL AND expires_at_ms > ?1`,
      )
      .bind(nowMs, personId, invitation.id),
    ...newPersonStatements(db, acceptance),
    ...effectStatements(db, acceptance),
  ]);
  return (claimed?.meta.changes ?? 0) > 0;
}

function newPersonStatements(db: D1Database, { invitation, newPerson, nowMs }: Acceptance): D1PreparedStatement[] {
  if (newPerson === null) return [];
  const { id, credentialId, email, name, locale, passwordHash } = newPerson;
  const mine = "WHERE EXISTS (SELECT 1 FROM invitations WHERE id = ?1 AND used_by = ?2)";
  return [
    db
      .prepare(
        `INSERT INTO people (id, email, name, email_verified, locale, created_at_ms, updated_at_ms)
         SELECT ?2, ?3, ?4, 0, ?5, ?6, ?6 ${mine}`,
      )
      .bind(invitation.id, id, email, name, locale, nowMs),
    db
      .prepare(
        `INSERT INTO people_credentials (id, person_id, account_id, provider_id, password, created_at_ms, updated_at_ms)
         SELECT ?3, ?2, ?2, 'credential', ?4, ?5, ?5 ${mine}`,
      )
      .bind(invitation.id, id, credentialId, passwordHash, nowMs),
  ];
}

function effectStatements(db: D1Database, acceptance: Acceptance): D1PreparedStatement[] {
  const { invitation, personId, newPasswordHash, nowMs } = acceptance;
  const mine = "EXISTS (SELECT 1 FROM invitations WHERE id = ?1 AND used_by = ?2 AND closed_at_ms = ?3)";
  const prepare = (statement: string, ...more: unknown[]): D1PreparedStatement =>
    db.prepare(statement).bind(invitation.id, personId, nowMs, ...more);
  switch (invitation.kind) {
    case "member":
      return [
        prepare(
          `INSERT INTO members (account_id, person_id, role, created_at_ms) SELECT ?4, ?2, ?5, ?3 WHERE ${mine}
           ON CONFLICT DO NOTHING`,
          invitation.accountId,
          invitation.role,
        ),
      ];
    case "operator":
      return [prepare(`UPDATE people SET operator = 1 WHERE id = ?2 AND ${mine}`)];
    case "reset":
      return [
        prepare(
          `UPDATE people_credentials SET password = ?4, updated_at_ms = ?3 WHERE person_id = ?2 AND ${mine}`,
          newPasswordHash,
        ),
        prepare(`UPDATE people SET two_factor_enabled = 0 WHERE id = ?2 AND ${mine}`),
        prepare(`DELETE FROM people_second_factors WHERE person_id = ?2 AND ${mine}`),
        prepare(`DELETE FROM people_sessions WHERE person_id = ?2 AND ${mine}`),
        // Browsers that were trusted, and sign-ins half done.
        prepare(`DELETE FROM people_verifications WHERE value = ?2 AND ${mine}`),
      ];
  }
}
