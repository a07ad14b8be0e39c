import type { Result } from "../errors.ts";
import type { AccountDescription } from "./account.ts";
import type { Actor } from "./actor.ts";

/** An account and what it has used of its limits. Errors: those of AccountProfile.describe. */
export function getAccount(
  env: Pick<Env, "ACCOUNT">,
  { actor, accountId }: { actor: Actor; accountId: string },
): Promise<Result<AccountDescription>> {
  return env.ACCOUNT.getByName(accountId).profile.describe(actor);
}
