import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { summarizeKey } from "./summarize-key.ts";

/** Takes a key back; requests that carry it are refused from here on. Errors: those of AccountKeys.revoke. */
export async function revokeKey(
  env: Pick<Env, "ACCOUNT" | "DB">,
  { actor, accountId }: { actor: Actor; accountId: string },
  keyId: string,
): Promise<Result<null>> {
  const revoked = await env.ACCOUNT.getByName(accountId).keys.revoke(actor, keyId);
  if (!revoked.ok) return revoked;
  const { key, actorName } = revoked.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "key.revoked",
    subject: keyId,
    before: summarizeKey(key),
  });
  return ok(null);
}
