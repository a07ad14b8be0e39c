import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { logWarning } from "../log.ts";
import { getPriceList } from "./get-price-list.ts";
import { listPriceLists } from "./list-price-lists.ts";
import { type PushedPrices, pushPrices } from "./push-prices.ts";

/** Gives the latest version of a price list once more to the accounts that are charged by it. Errors: not_found, invalid_request. */
export async function pushLatestPrices(
  env: Pick<Env, "DB" | "ACCOUNT">,
  priceListId: string,
  author: string,
): Promise<Result<PushedPrices>> {
  const latest = await getPriceList(env, priceListId);
  if (!latest.ok) return latest;
  const pushed = await pushPrices(env, latest.value);
  if (!pushed.ok) return pushed;
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "prices.pushed",
    subject: priceListId,
    after: { version: latest.value.version, ...pushed.value },
  });
  return ok(pushed.value);
}

/** The number ranges of operators have changed: accounts whose price list names operators get the new ones. */
export async function pushOperatorPrices(env: Pick<Env, "DB" | "ACCOUNT">): Promise<void> {
  let afterId: string | undefined;
  do {
    const page = await listPriceLists(env, { afterId, limit: 100 });
    for (const { id } of page.items) {
      const latest = await getPriceList(env, id);
      if (!latest.ok || !latest.value.list.rows.some((row) => "operator" in row)) continue;
      const pushed = await pushPrices(env, latest.value);
      if (!pushed.ok) logWarning("prices.too_large", { priceListId: id });
    }
    afterId = page.next ?? undefined;
  } while (afterId !== undefined);
}
