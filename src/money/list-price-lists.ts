import { findConfigVersions, findLatestOfKind } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { Page } from "../page.ts";
import { type PriceListSummary, pricesSubject, toPriceListSummary } from "./price-lists.ts";

/** Every price list by its id, each with its latest version. */
export async function listPriceLists(
  env: Pick<Env, "DB">,
  page: { afterId?: string | undefined; limit: number },
): Promise<Page<PriceListSummary>> {
  const found = await findLatestOfKind(env.DB, "prices", page);
  return { ...found, items: found.items.map(toPriceListSummary) };
}

/** Versions of one list, newest first. Errors: not_found. */
export async function listPriceListVersions(
  env: Pick<Env, "DB">,
  priceListId: string,
  page: { beforeVersion?: number | undefined; limit: number },
): Promise<Result<Page<PriceListSummary>>> {
  const found = await findConfigVersions(env.DB, pricesSubject(priceListId), page);
  if (found.items.length === 0 && page.beforeVersion === undefined) return fail("not_found");
  return ok({ ...found, items: found.items.map(toPriceListSummary) });
}
