import { recordAudit } from "../audit/record-audit.ts";
import { updateAccountRow } from "../db/accounts.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { Account, AccountChanges, SenderPool } from "./account.ts";
import type { KeyActor, OperatorActor, ParentActor } from "./actor.ts";
import { limitErrors } from "./limit-errors.ts";
import { type SenderInput, parseSenderPools, parseSenders } from "./parse-senders.ts";

/** What is to be changed; what is left out stays as it is. */
export type UpdateAccountInput = Omit<AccountChanges, "senders" | "senderPools"> & {
  senders?: readonly SenderInput[] | null | undefined;
  senderPools?: readonly SenderPool[] | undefined;
};

/**
 * Changes an account. `expectedVersion` refuses that where there is another version since. Errors: those of
 * AccountProfile.update, invalid_sender.
 */
export async function updateAccount(
  env: Pick<Env, "ACCOUNT" | "DB">,
  actor: OperatorActor | ParentActor,
  accountId: string,
  { senders, senderPools, ...input }: UpdateAccountInput,
  expectedVersion: number | undefined,
): Promise<Result<Account>> {
  const changes: AccountChanges = { ...input };
  if (senders !== undefined) {
    const parsed = senders === null ? ok(null) : parseSenders(senders);
    if (!parsed.ok) return parsed;
    changes.senders = parsed.value;
  }
  if (senderPools !== undefined) {
    const parsed = parseSenderPools(senderPools);
    if (!parsed.ok) return parsed;
    changes.senderPools = parsed.value;
  }
  const updated = await env.ACCOUNT.getByName(accountId).profile.update(actor, changes, expectedVersion);
  if (!updated.ok) return updated;
  const { before, after, actorName } = updated.value;
  await updateAccountRow(env.DB, { id: accountId, name: after.name, status: after.status });
  await recordAudit(env, {
    actor: actorName,
    accountId,
    action: "account.updated",
    subject: accountId,
    ...differences(before, after),
  });
  return ok(after);
}

/** The same for a sub-account, by a key of its parent. Errors: those of updateAccount and SubAccounts.actAsParent. */
export async function updateSubAccount(
  env: Pick<Env, "ACCOUNT" | "DB">,
  actor: KeyActor,
  accountId: string,
  input: Pick<UpdateAccountInput, "name" | "status" | "limits">,
  expectedVersion: number | undefined,
): Promise<Result<Account>> {
  const parenthood = await env.ACCOUNT.getByName(actor.key.accountId).subAccounts.actAsParent(actor, accountId);
  if (!parenthood.ok) return parenthood;
  const { parent, actor: asParent } = parenthood.value;
  const errors = limitErrors(input.limits ?? {}, parent.limits);
  return errors.length > 0 ? failFields(errors) : updateAccount(env, asParent, accountId, input, expectedVersion);
}

/** The fields that a change has changed, as they were and as they are. */
function differences(before: Account, after: Account): { before: object; after: object } {
  const names = (Object.keys(after) as (keyof Account)[]).filter(
    (name) => name !== "version" && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  const pick = (account: Account): object => Object.fromEntries(names.map((name) => [name, account[name]]));
  return { before: pick(before), after: pick(after) };
}
