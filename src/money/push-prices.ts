import { findAccountsByPriceList } from "../db/price-assignments.ts";
import { type Result, ok } from "../errors.ts";
import { logError } from "../log.ts";
import type { AssignedPrices } from "./account-money.ts";
import { assignedPrices } from "./assigned-prices.ts";
import type { PriceListVersion } from "./price-lists.ts";

const accountsAtOnce = 20;
const tries = 3;

/** How many accounts have the prices, and which could not be reached: pushing again is harmless. */
export interface PushedPrices {
  accounts: number;
  failedAccountIds: string[];
}

/** Gives a version of a price list to every account that is charged by it. Errors: those of assignedPrices. */
export async function pushPrices(
  env: Pick<Env, "DB" | "ACCOUNT">,
  version: PriceListVersion,
): Promise<Result<PushedPrices>> {
  const assigned = await assignedPrices(env, version);
  if (!assigned.ok) return assigned;
  const prices = assigned.value;
  const failedAccountIds: string[] = [];
  let accounts = 0;
  let afterId = "";
  for (;;) {
    const ids = await findAccountsByPriceList(env.DB, version.id, { afterId, limit: accountsAtOnce });
    await Promise.all(
      ids.map(async (accountId) => {
        if (await pushTo(env, accountId, prices)) accounts += 1;
        else failedAccountIds.push(accountId);
      }),
    );
    const last = ids.at(-1);
    if (last === undefined || ids.length < accountsAtOnce) break;
    afterId = last;
  }
  return ok({ accounts, failedAccountIds });
}

async function pushTo(env: Pick<Env, "ACCOUNT">, accountId: string, prices: AssignedPrices): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await env.ACCOUNT.getByName(accountId).money.updatePrices(prices);
      return true;
    } catch (error) {
      if (attempt < tries) continue;
      logError("prices.push_failed", error, { accountId, priceListId: prices.priceListId });
      return false;
    }
  }
}
