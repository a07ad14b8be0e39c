import { recordAudit } from "../audit/record-audit.ts";
import { closeInvitationsOf, closeInvitationsTo } from "../db/people/invitations.ts";
import { type PersonRow, findOperators, takeOperatorAway } from "../db/people/people.ts";
import { type Result, fail, ok } from "../errors.ts";
import { forgetSessions } from "./find-session.ts";

/** The staff, by e-mail. */
export function listOperators(env: Pick<Env, "DB">): Promise<PersonRow[]> {
  return findOperators(env.DB);
}

/**
 * Makes an operator one no longer, from within seconds on, and voids the links they gave out and were given; in accounts they stay what they are. Errors:
 * not_found, last_operator.
 */
export async function removeOperator(env: Pick<Env, "DB">, actor: string, personId: string): Promise<Result<void>> {
  const operator = (await findOperators(env.DB)).find(({ id }) => id === personId);
  if (operator === undefined) return fail("not_found");
  if (!(await takeOperatorAway(env.DB, personId))) return fail("last_operator");
  forgetSessions();
  await closeInvitationsOf(env.DB, { invitedBy: operator.email, accountId: null }, Date.now());
  await closeInvitationsTo(env.DB, { email: operator.email, accountId: null }, Date.now());
  await recordAudit(env, {
    actor,
    accountId: null,
    action: "operator.removed",
    subject: personId,
    before: { email: operator.email },
  });
  return ok(undefined);
}
