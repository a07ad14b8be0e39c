import { findAccountName } from "../db/people/accounts.ts";
import { findMembers } from "../db/people/members.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type MadeInvitation, invite } from "./invite.ts";
import type { Role } from "./roles.ts";

/** Asks somebody into an account. Errors: not_found for an account that there is not, already_member. */
export async function inviteMember(
  env: Pick<Env, "DB">,
  invitedBy: string,
  { email, accountId, role }: { email: string; accountId: string; role: Role },
): Promise<Result<MadeInvitation>> {
  if ((await findAccountName(env.DB, accountId)) === null) return fail("not_found");
  const members = await findMembers(env.DB, accountId);
  if (members.some((member) => member.email === email)) return fail("already_member");
  return ok(await invite(env, invitedBy, { kind: "member", email, accountId, role }));
}
