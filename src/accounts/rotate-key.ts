import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { hashApiKey, makeApiKey } from "./api-key.ts";
import type { CreatedKey } from "./create-key.ts";
import { newIds } from "./new-ids.ts";
import { summarizeKey } from "./summarize-key.ts";

/**
 * Makes a key that may do what an old one may; the old one expires after the overlap, or when it would have anyway. Errors:
 * those of AccountKeys.rotate.
 */
export async function rotateKey(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  { actor, accountId }: { actor: Actor; accountId: string },
  keyId: string,
  overlapSeconds: number,
): Promise<Result<CreatedKey>> {
  const secret = await makeApiKey(accountId, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
  const successor = { id: newIds.next("key"), lastFour: secret.slice(-4), createdAtMs: Date.now() };
  const hash = await hashApiKey(secret);
  const rotated = await env.ACCOUNT.getByName(accountId).keys.rotate(
    actor,
    keyId,
    hash,
    successor,
    overlapSeconds * 1_000,
  );
  if (!rotated.ok) return rotated;
  const { key, actorName } = rotated.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "key.rotated",
    subject: keyId,
    after: { successor: key.id, overlapSeconds, ...summarizeKey(key) },
  });
  return ok({ ...key, key: secret });
}
