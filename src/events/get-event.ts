import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, fail } from "../errors.ts";
import { isEventId } from "./feed-event.ts";

/** One event of the key's account as JSON. Errors: unauthenticated, missing_scope, not_found. */
export async function getEvent(env: Pick<Env, "ACCOUNT">, key: PresentedKey, id: string): Promise<Result<string>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  if (isEventId(id)) return account.replays.find(key, id);
  const authorized = await account.authorize(key, "events:read");
  return authorized.ok ? fail("not_found") : authorized;
}
