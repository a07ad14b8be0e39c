import { findAccountName } from "../db/people/accounts.ts";
import { findInvitation as findRow } from "../db/people/invitations.ts";
import { type Result, fail, ok } from "../errors.ts";
import { hashToken } from "./invite.ts";
import type { Invitation } from "./invitation.ts";

/** The invitation of a link, while it is open. Errors: not_found, invitation_closed. */
export async function findInvitation(env: Pick<Env, "DB">, token: string): Promise<Result<Invitation>> {
  const row = await findRow(env.DB, await hashToken(token));
  if (row === null) return fail("not_found");
  const { closedAtMs, ...invitation } = row;
  return closedAtMs === null && invitation.expiresAtMs > Date.now() ? ok(invitation) : fail("invitation_closed");
}

/** The same, with the account's name for whoever has the link. Errors: those of findInvitation. */
export async function showInvitation(
  env: Pick<Env, "DB">,
  token: string,
): Promise<Result<Invitation & { accountName: string | null }>> {
  const found = await findInvitation(env, token);
  if (!found.ok) return found;
  const { accountId } = found.value;
  const accountName = accountId === null ? null : await findAccountName(env.DB, accountId);
  return ok({ ...found.value, accountName });
}
