import { recordAudit } from "../audit/record-audit.ts";
import { closeInvitation, findOpenInvitations } from "../db/people/invitations.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { Invitation } from "./invitation.ts";

/** Those still open of an account, newest first; of null those that are of no account. */
export function listInvitations(env: Pick<Env, "DB">, accountId: string | null): Promise<Invitation[]> {
  return findOpenInvitations(env.DB, accountId, Date.now());
}

/** Voids a link. Errors: not_found. */
export async function revokeInvitation(
  env: Pick<Env, "DB">,
  actor: string,
  { id, accountId }: { id: string; accountId: string | null },
): Promise<Result<void>> {
  const closed = await closeInvitation(env.DB, { id, accountId }, Date.now());
  if (closed === null) return fail("not_found");
  const { email, kind, role } = closed;
  await recordAudit(env, {
    actor,
    accountId,
    action: "invitation.revoked",
    subject: id,
    before: { kind, email, role },
  });
  return ok(undefined);
}
