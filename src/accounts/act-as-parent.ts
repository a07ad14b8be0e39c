import { type Result, ok } from "../errors.ts";
import type { KeyActor, ParentActor } from "./actor.ts";

/** Who a key is to a sub-account of its account. Errors: those of SubAccounts.actAsParent. */
export async function actAsParent(
  env: Pick<Env, "ACCOUNT">,
  actor: KeyActor,
  subAccountId: string,
): Promise<Result<ParentActor>> {
  const parenthood = await env.ACCOUNT.getByName(actor.key.accountId).subAccounts.actAsParent(actor, subAccountId);
  return parenthood.ok ? ok(parenthood.value.actor) : parenthood;
}
