import { findOperators } from "../configuration/find-operators.ts";
import { readLastHour } from "../configuration/last-hour.ts";
import { findConfigVersion } from "../db/config-versions.ts";
import { findAccountsByPriceList } from "../db/price-assignments.ts";
import { type Result, fail, ok } from "../errors.ts";
import { assignedPrices } from "./assigned-prices.ts";
import { type CompiledPrices, compilePrices } from "./compile-prices.ts";
import { type PricesDiff, diffPrices } from "./compare-price-lists.ts";
import type { PriceList } from "./price-list.ts";
import { pricesSubject, toPriceListVersion } from "./price-lists.ts";

/** Accounts whose texts are looked at. */
const accountLimit = 1_000;

/** What texts would cost, in millionths, and how many the list has no price for. */
export interface TriedCost {
  costMicros: number;
  unpriced: number;
}

/** What a price list would do to the last hour's texts of the accounts that are charged by it. */
export interface PricesTrial {
  /** The version it was held against, 0 where there is none; then `before` is nothing and `diff` lists every row. */
  version: number;
  diff: PricesDiff;
  total: number;
  /** Whether there were more texts than were looked at. */
  sampled: boolean;
  before: TriedCost;
  after: TriedCost;
}

/** Prices the last hour's texts, up to 10,000 of them, by the latest version and by a list that is not stored. Errors: invalid_request, version_conflict, currency_conflict. */
export async function tryPriceList(
  env: Pick<Env, "DB">,
  priceListId: string,
  list: PriceList,
  { nowMs, expectedVersion }: { nowMs: number; expectedVersion?: number | undefined },
): Promise<Result<PricesTrial>> {
  const row = await findConfigVersion(env.DB, pricesSubject(priceListId));
  const latest = row === null ? null : toPriceListVersion(row);
  const version = latest?.version ?? 0;
  if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
  if (latest !== null && latest.list.currency !== list.currency) return fail("currency_conflict");
  const fits = await assignedPrices(env, { id: priceListId, version: 0, list });
  if (!fits.ok) return fits;
  const [lastHour, accountIds, operatorOf] = await Promise.all([
    readLastHour(env, nowMs),
    findAccountsByPriceList(env.DB, priceListId, { afterId: "", limit: accountLimit }),
    findOperators(env.DB),
  ]);
  const charged = new Set(accountIds);
  const texts = lastHour.messages.filter(({ accountId }) => charged.has(accountId));
  const costBy = (prices: PriceList): TriedCost => costOf(compilePrices(prices, operatorOf ?? (() => null)), texts);
  const none: PriceList = { ...list, defaultPriceMicros: null, rows: [] };
  return ok({
    version,
    diff: diffPrices(latest?.list ?? none, list),
    total: texts.length,
    sampled: lastHour.sampled || accountIds.length === accountLimit,
    before: latest === null ? { costMicros: 0, unpriced: texts.length } : costBy(latest.list),
    after: costBy(list),
  });
}

function costOf(prices: CompiledPrices, texts: readonly { recipient: string; segmentCount: number }[]): TriedCost {
  const cost: TriedCost = { costMicros: 0, unpriced: 0 };
  for (const { recipient, segmentCount } of texts) {
    const priceMicros = prices.priceOf(recipient);
    if (priceMicros === null) cost.unpriced += 1;
    else cost.costMicros += priceMicros * segmentCount;
  }
  return cost;
}
