import { findPersonByEmail } from "../db/people/people.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type MadeInvitation, invite } from "./invite.ts";

/**
 * Makes a link by which somebody who lost their password or their second factor gets a new password, and no second factor. Nothing changes
 * until it is used. Errors: not_found.
 */
export async function resetPerson(env: Pick<Env, "DB">, actor: string, email: string): Promise<Result<MadeInvitation>> {
  if ((await findPersonByEmail(env.DB, email)) === null) return fail("not_found");
  return ok(await invite(env, actor, { kind: "reset", email, accountId: null, role: null }));
}
