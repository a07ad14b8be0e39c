import type { Result } from "../errors.ts";
import { type AccountLimits, newAccount } from "./account.ts";
import type { KeyActor } from "./actor.ts";
import { type Changes, applyChanges } from "./apply-changes.ts";
import { type CreatedAccount, storeAccount } from "./create-account.ts";
import { newIds } from "./new-ids.ts";

export interface CreateSubAccountInput {
  name: string;
  /** Limits that are not named are the parent's own. */
  limits?: Changes<AccountLimits> | undefined;
}

/**
 * Makes a sub-account: an account of its own with its parent's senders, destinations and defaults as they are now, and no
 * limit above its parent's. Where its parent is charged it is too, by the same price list, from a balance of its own. Its first
 * key has the scopes of the key that made it, but cannot have sub-accounts. Errors: those of SubAccounts.reserve, invalid_request.
 */
export async function createSubAccount(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  actor: KeyActor,
  { name, limits = {} }: CreateSubAccountInput,
): Promise<Result<CreatedAccount>> {
  const id = newIds.next("account");
  const reserved = await env.ACCOUNT.getByName(actor.key.accountId).subAccounts.reserve(actor, id, limits);
  if (!reserved.ok) return reserved;
  const { parent, priceListId, actor: asParent } = reserved.value;
  const account = newAccount({
    id,
    name,
    parentId: parent.id,
    limits: applyChanges({ ...parent.limits, maxSubAccounts: 0 }, limits),
    allowedDestinations: parent.allowedDestinations,
    senders: parent.senders,
    senderPools: parent.senderPools,
    defaults: parent.defaults,
    createdAtMs: Date.now(),
  });
  const scopes = asParent.scopes.filter((scope) => scope !== "accounts:manage");
  return storeAccount(env, asParent, account, { scopes, priceListId });
}
