import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { type Actor } from "./actor.ts";
import { hashApiKey, makeApiKey } from "./api-key.ts";
import type { ApiKey } from "./key-record.ts";
import { newIds } from "./new-ids.ts";
import { parseNetworks } from "./parse-networks.ts";
import type { Scope } from "./scopes.ts";
import { summarizeKey } from "./summarize-key.ts";

export interface CreateKeyInput {
  scopes: readonly Scope[];
  name?: string | null | undefined;
  /** Networks in CIDR notation; null, the default, for any. */
  allowedNetworks?: readonly string[] | null | undefined;
  /** Epoch ms; null, the default, for never. */
  expiresAtMs?: number | null | undefined;
}

/** A key with its secret, which is told once and kept nowhere. */
export interface CreatedKey extends ApiKey {
  key: string;
}

/** Makes a key for an account. Errors: those of AccountKeys.create, invalid_request. */
export async function createKey(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  { actor, accountId }: { actor: Actor; accountId: string },
  { scopes, name = null, allowedNetworks = null, expiresAtMs = null }: CreateKeyInput,
): Promise<Result<CreatedKey>> {
  const networks = parseNetworks(allowedNetworks);
  if (!networks.ok) return networks;
  const secret = await makeApiKey(accountId, env.KEY_SECRET, (bytes) => crypto.getRandomValues(bytes));
  const made = await env.ACCOUNT.getByName(accountId).keys.create(actor, await hashApiKey(secret), {
    id: newIds.next("key"),
    name,
    lastFour: secret.slice(-4),
    scopes: [...new Set(scopes)],
    allowedNetworks: networks.value,
    expiresAtMs,
    createdAtMs: Date.now(),
  });
  if (!made.ok) return made;
  const { key, actorName } = made.value;
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "key.created",
    subject: key.id,
    after: summarizeKey(key),
  });
  return ok({ ...key, key: secret });
}
