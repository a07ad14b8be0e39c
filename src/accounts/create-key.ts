import { type Result, ok } from "../errors.ts";
import { type Scope, scopes as allScopes } from "./account.ts";
import { hashApiKey, makeApiKey } from "./api-key.ts";
import { newIds } from "./new-ids.ts";

/** A key with its secret, which is told once and kept nowhere. */
export interface CreatedKey {
  id: string;
  key: string;
  scopes: Scope[];
}

/** Makes a key for an account; every scope where none is named. Errors: not_found. */
export async function createKey(
  env: Pick<Env, "ACCOUNT" | "KEY_SECRET">,
  { accountId, scopes = allScopes }: { accountId: string; scopes?: readonly Scope[] | undefined },
): Promise<Result<CreatedKey>> {
  const key = await makeApiKey(accountId, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
  const id = newIds.next("key");
  const unique = [...new Set(scopes)];
  const added = await env.ACCOUNT.getByName(accountId).addKey(await hashApiKey(key), {
    id,
    scopes: unique,
    createdAtMs: Date.now(),
  });
  return added.ok ? ok({ id, key, scopes: unique }) : added;
}
