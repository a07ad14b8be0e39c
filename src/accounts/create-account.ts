import { recordAudit } from "../audit/record-audit.ts";
import { insertAccount } from "../db/accounts.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { configureMoney } from "../money/configure-money.ts";
import {
  type Account,
  type AccountLimits,
  type AllowedDestinations,
  type MessageDefaults,
  type SenderPool,
  defaultLimits,
  newAccount,
} from "./account.ts";
import type { OperatorActor, ParentActor } from "./actor.ts";
import { type Changes, applyChanges } from "./apply-changes.ts";
import { type CreatedKey, createKey } from "./create-key.ts";
import { newIds } from "./new-ids.ts";
import { type SenderInput, parseSenderPools, parseSenders, poolErrors } from "./parse-senders.ts";
import { type Scope, scopes as allScopes } from "./scopes.ts";

export interface CreateAccountInput {
  name: string;
  /** Limits that are not named are the default ones. */
  limits?: Changes<AccountLimits> | undefined;
  /** The senders it may use; null, the default, for any. */
  senders?: readonly SenderInput[] | null | undefined;
  senderPools?: readonly SenderPool[] | undefined;
  allowedDestinations?: AllowedDestinations | undefined;
  defaults?: MessageDefaults | undefined;
}

export interface CreatedAccount extends Account {
  apiKey: CreatedKey;
}

/** Makes an account and its first key, which has every scope. Errors: invalid_sender, invalid_request. */
export async function createAccount(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  actor: OperatorActor,
  input: CreateAccountInput,
): Promise<Result<CreatedAccount>> {
  const { senders: senderInputs = null } = input;
  const senders = senderInputs === null ? ok(null) : parseSenders(senderInputs);
  if (!senders.ok) return senders;
  const senderPools = parseSenderPools(input.senderPools ?? []);
  if (!senderPools.ok) return senderPools;
  const account = newAccount({
    id: newIds.next("account"),
    name: input.name,
    limits: applyChanges(defaultLimits, input.limits ?? {}),
    senders: senders.value,
    senderPools: senderPools.value,
    ...(input.allowedDestinations !== undefined && { allowedDestinations: input.allowedDestinations }),
    ...(input.defaults !== undefined && { defaults: input.defaults }),
    createdAtMs: Date.now(),
  });
  const errors = poolErrors(account);
  return errors.length > 0
    ? failFields(errors)
    : storeAccount(env, actor, account, { scopes: allScopes, priceListId: null });
}

/**
 * Makes the account's object, its first key and its row in the list. It is listed last: an account that failed half way was
 * never told to anybody. With a price list it is prepaid, from nothing on, before there is a key to send with. Errors: those of
 * configureMoney and of createKey.
 */
export async function storeAccount(
  env: Pick<Env, "ACCOUNT" | "DB" | "KEY_SECRET">,
  actor: OperatorActor | ParentActor,
  account: Account,
  { scopes, priceListId }: { scopes: readonly Scope[]; priceListId: string | null },
): Promise<Result<CreatedAccount>> {
  const { id, name, parentId, status, createdAtMs } = account;
  const actorName = actor.kind === "operator" ? actor.name : actor.keyId;
  await env.ACCOUNT.getByName(id).profile.create(account);
  if (priceListId !== null) {
    const prepaid = { priceListId, creditLimitMicros: 0, lowBalanceMicros: null };
    const configured = await configureMoney(env, id, prepaid, actorName);
    if (!configured.ok) return configured;
  }
  const apiKey = await createKey(env, { actor, accountId: id }, { scopes });
  if (!apiKey.ok) return apiKey;
  await insertAccount(env.DB, { id, name, parentId, status, createdAtMs });
  await recordAudit(env, { actor: actorName, accountId: id, action: "account.created", subject: id, after: account });
  return ok({ ...account, apiKey: apiKey.value });
}
