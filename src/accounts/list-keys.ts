import type { Result } from "../errors.ts";
import type { Actor } from "./actor.ts";
import type { ApiKey } from "./key-record.ts";

/** An account's keys, newest first; there are few. Errors: those of AccountKeys.list. */
export function listKeys(
  env: Pick<Env, "ACCOUNT">,
  { actor, accountId }: { actor: Actor; accountId: string },
): Promise<Result<ApiKey[]>> {
  return env.ACCOUNT.getByName(accountId).keys.list(actor);
}
