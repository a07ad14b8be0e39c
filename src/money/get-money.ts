import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { AccountMoneySettings, Balance } from "./account-money.ts";

/** What a key's account has left. Errors: unauthenticated, missing_scope, not_charged. */
export function getBalance(env: Pick<Env, "ACCOUNT">, key: PresentedKey): Promise<Result<Balance>> {
  return env.ACCOUNT.getByName(key.accountId).money.balance(key);
}

/** How an account pays and what it has left; both null where it is not charged. Errors: not_found. */
export async function getMoney(
  env: Pick<Env, "ACCOUNT">,
  accountId: string,
): Promise<Result<AccountMoneySettings & { balance: Balance | null }>> {
  if (!isId("account", accountId)) return fail("not_found");
  const { money } = env.ACCOUNT.getByName(accountId);
  const [settings, balance] = await Promise.all([money.settingsForOperator(), money.balanceForOperator()]);
  if (!settings.ok) return settings;
  return ok({ ...settings.value, balance: balance.ok ? balance.value : null });
}
