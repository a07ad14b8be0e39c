import type { Result } from "../errors.ts";

/** Takes a key back; requests that carry it are refused from here on. Errors: not_found. */
export function revokeKey(
  env: Pick<Env, "ACCOUNT">,
  { accountId, keyId }: { accountId: string; keyId: string },
): Promise<Result<null>> {
  return env.ACCOUNT.getByName(accountId).revokeKey(keyId);
}
