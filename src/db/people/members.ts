import { and, asc, eq } from "drizzle-orm";
import type { Role } from "../../people/roles.ts";
import { openDatabase } from "../open.ts";
import { members, people } from "../people-schema.ts";
import { accounts } from "../schema.ts";

const memberFields = {
  id: people.id,
  email: people.email,
  name: people.name,
  role: members.role,
  twoFactor: people.twoFactorEnabled,
  sinceMs: members.createdAtMs,
};

/** Somebody in an account. */
export interface MemberRow {
  id: string;
  email: string;
  name: string;
  role: Role;
  twoFactor: boolean;
  /** Epoch ms. */
  sinceMs: number;
}

/** Those of an account, by e-mail. */
export function findMembers(db: D1Database, accountId: string): Promise<MemberRow[]> {
  return openDatabase(db)
    .select(memberFields)
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(eq(members.accountId, accountId))
    .orderBy(asc(people.email))
    .limit(1_000);
}

export async function findMember(db: D1Database, accountId: string, personId: string): Promise<MemberRow | null> {
  const [row] = await openDatabase(db)
    .select(memberFields)
    .from(members)
    .innerJoin(people, eq(people.id, members.personId))
    .where(and(eq(members.accountId, accountId), eq(members.personId, personId)));
  return row ?? null;
}

/** The accounts of a person, by name. */
export function findAccountsOf(db: D1Database, personId: string): Promise<{ id: string; name: string; role: Role }[]> {
  return openDatabase(db)
    .select({ id: accounts.id, name: accounts.name, role: members.role })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(eq(members.personId, personId))
    .orderBy(asc(accounts.name))
    .limit(1_000);
}

/** Holds for an owner who is not the only one, and for whoever is no owner. */
const leavesAnOwner = `(role <> 'owner'
  OR (SELECT count(*) FROM members o WHERE o.account_id = ?1 AND o.role = 'owner') > 1)`;

/** Whether it was changed: not where the account would be left without an owner, or the person is not in it. */
export async function updateRole(db: D1Database, accountId: string, personId: string, role: Role): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE members SET role = ?3 WHERE account_id = ?1 AND person_id = ?2 AND (?3 = 'owner' OR ${leavesAnOwner})`,
    )
    .bind(accountId, personId, role)
    .run();
  return meta.changes > 0;
}

/** Whether it was done; as for `updateRole`. */
export async function deleteMember(db: D1Database, accountId: string, personId: string): Promise<boolean> {
  const { meta } = await db
    .prepare(`DELETE FROM members WHERE account_id = ?1 AND person_id = ?2 AND ${leavesAnOwner}`)
    .bind(accountId, personId)
    .run();
  return meta.changes > 0;
}
