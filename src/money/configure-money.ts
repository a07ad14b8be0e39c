import { recordAudit } from "../audit/record-audit.ts";
import { assignPriceList } from "../db/price-assignments.ts";
import { type Result, fail, failField, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { AssignedPrices, MoneySettings } from "./account-money.ts";
import { assignedPrices } from "./assigned-prices.ts";
import { getPriceList } from "./get-price-list.ts";

/**
 * Says how an account pays from now on. The assignment is listed first: a push of new prices must not miss the account.
 * Errors: not_found, invalid_request, currency_conflict.
 */
export async function configureMoney(
  env: Pick<Env, "DB" | "ACCOUNT">,
  accountId: string,
  settings: MoneySettings,
  author: string,
): Promise<Result<MoneySettings>> {
  if (!isId("account", accountId)) return fail("not_found");
  const { priceListId } = settings;
  const version = priceListId === null ? null : await getPriceList(env, priceListId);
  if (version?.ok === false) return failField("priceListId", "invalid_request", "There is no such price list.");
  const prices = version === null ? ok(null) : await assignedPrices(env, version.value);
  if (!prices.ok) return prices;
  const { money } = env.ACCOUNT.getByName(accountId);
  const before = await money.settingsForOperator();
  if (!before.ok) return before;
  await assignPriceList(env.DB, accountId, priceListId);
  const configured = await money.configure(settings, prices.value);
  if (!configured.ok) {
    await assignPriceList(env.DB, accountId, before.value.settings?.priceListId ?? null);
    return configured;
  }
  if (prices.value !== null) await catchUp(env, accountId, prices.value);
  await recordAudit(env, {
    actor: author,
    accountId,
    action: "money.configured",
    subject: accountId,
    ...(before.value.settings !== null && { before: before.value.settings }),
    after: settings,
  });
  return ok(settings);
}

/** A version that was stored meanwhile was not pushed here: the account did not go by the list yet. */
async function catchUp(env: Pick<Env, "DB" | "ACCOUNT">, accountId: string, given: AssignedPrices): Promise<void> {
  const latest = await getPriceList(env, given.priceListId);
  if (!latest.ok || latest.value.version === given.version) return;
  const prices = await assignedPrices(env, latest.value);
  if (prices.ok) await env.ACCOUNT.getByName(accountId).money.updatePrices(prices.value);
}
