import type { OperatorActor } from "../accounts/actor.ts";
import { type Result, failField, ok } from "../errors.ts";

/** Whether there is an account that a number or a keyword is to be given to. Errors: invalid_request. */
export async function checkOwner(
  env: Pick<Env, "ACCOUNT">,
  operator: OperatorActor,
  accountId: string,
): Promise<Result<null>> {
  const account = await env.ACCOUNT.getByName(accountId).profile.describe(operator);
  return account.ok ? ok(null) : failField("accountId", "invalid_request", "There is no such account.");
}
