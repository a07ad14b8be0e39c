import { recordAudit } from "../audit/record-audit.ts";
import { closeInvitationsOf, closeInvitationsTo } from "../db/people/invitations.ts";
import { type MemberRow, deleteMember, findMember, findMembers, updateRole } from "../db/people/members.ts";
import { type Result, fail, ok } from "../errors.ts";
import { forgetSessions } from "./find-session.ts";
import type { Role } from "./roles.ts";

export type Member = MemberRow;

/** Whose change it is, and to whom in which account. */
export interface MemberChange {
  /** An e-mail. */
  actor: string;
  accountId: string;
  personId: string;
}

/** Who is in an account, by e-mail. */
export function listMembers(env: Pick<Env, "DB">, accountId: string): Promise<Member[]> {
  return findMembers(env.DB, accountId);
}

/** Gives a member another role, from within seconds on; who is an owner no longer has no links out. Errors: not_found, last_owner. */
export async function changeRole(
  env: Pick<Env, "DB">,
  { actor, accountId, personId }: MemberChange,
  role: Role,
): Promise<Result<Member>> {
  const before = await findMember(env.DB, accountId, personId);
  if (before === null) return fail("not_found");
  if (!(await updateRole(env.DB, accountId, personId, role))) return fail("last_owner");
  forgetSessions();
  if (role !== "owner") await closeInvitationsOf(env.DB, { invitedBy: before.email, accountId }, Date.now());
  await recordAudit(env, {
    actor,
    accountId,
    action: "member.updated",
    subject: personId,
    before: { email: before.email, role: before.role },
    after: { email: before.email, role },
  });
  return ok({ ...before, role });
}

/**
 * Takes somebody out of an account, from within seconds on, and with them the links they gave out and those they were given. Errors:
 * not_found, last_owner.
 */
export async function removeMember(
  env: Pick<Env, "DB">,
  { actor, accountId, personId }: MemberChange,
): Promise<Result<void>> {
  const before = await findMember(env.DB, accountId, personId);
  if (before === null) return fail("not_found");
  if (!(await deleteMember(env.DB, accountId, personId))) return fail("last_owner");
  forgetSessions();
  await closeInvitationsOf(env.DB, { invitedBy: before.email, accountId }, Date.now());
  await closeInvitationsTo(env.DB, { email: before.email, accountId }, Date.now());
  await recordAudit(env, {
    actor,
    accountId,
    action: "member.removed",
    subject: personId,
    before: { email: before.email, role: before.role },
  });
  return ok(undefined);
}
