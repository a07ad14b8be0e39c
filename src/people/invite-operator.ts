import { findOperators } from "../db/people/people.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type MadeInvitation, invite } from "./invite.ts";

/** Asks somebody in as staff; null lets whoever has the link say their e-mail. Errors: already_member. */
export async function inviteOperator(
  env: Pick<Env, "DB">,
  invitedBy: string,
  email: string | null,
): Promise<Result<MadeInvitation>> {
  const operators = email === null ? [] : await findOperators(env.DB);
  if (operators.some((operator) => operator.email === email)) return fail("already_member");
  return ok(await invite(env, invitedBy, { kind: "operator", email, accountId: null, role: null }));
}
