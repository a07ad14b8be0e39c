import { recordAudit } from "../audit/record-audit.ts";
import type { ConfigChange } from "../configuration/config-change.ts";
import { insertConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { assignedPrices } from "./assigned-prices.ts";
import { getPriceList } from "./get-price-list.ts";
import type { PriceList } from "./price-list.ts";
import { type PriceListVersion, pricesSubject, toPriceListVersion } from "./price-lists.ts";
import { type PushedPrices, pushPrices } from "./push-prices.ts";

export interface SavedPriceList extends PriceListVersion {
  pushed: PushedPrices;
}

/**
 * Stores the next version of a price list and gives it to the accounts that are charged by it: texts they accept from then on
 * have the new prices. A list keeps its currency. Errors: invalid_request, version_conflict, currency_conflict.
 */
export async function savePriceList(
  env: Pick<Env, "DB" | "ACCOUNT">,
  priceListId: string,
  list: PriceList,
  { author, note, expectedVersion, nowMs }: ConfigChange,
): Promise<Result<SavedPriceList>> {
  const before = await getPriceList(env, priceListId);
  if (before.ok && before.value.list.currency !== list.currency) return fail("currency_conflict");
  const fits = await assignedPrices(env, { id: priceListId, version: 0, list });
  if (!fits.ok) return fits;
  const row = await insertConfigVersion(
    env.DB,
    {
      ...pricesSubject(priceListId),
      activeFromMs: nowMs,
      createdAtMs: nowMs,
      author,
      note,
      body: JSON.stringify(list),
    },
    expectedVersion,
  );
  if (row === null) return fail("version_conflict");
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action: "prices.changed",
    subject: priceListId,
    ...(before.ok && { before: summaryOf(before.value.version, before.value.list) }),
    after: summaryOf(row.version, list),
  });
  const saved = toPriceListVersion(row);
  const pushed = await pushPrices(env, saved);
  return pushed.ok ? ok({ ...saved, pushed: pushed.value }) : pushed;
}

/** Stores an old version as the next one. Errors: not_found, version_conflict, currency_conflict. */
export async function revertPriceList(
  env: Pick<Env, "DB" | "ACCOUNT">,
  priceListId: string,
  version: number,
  change: ConfigChange,
): Promise<Result<SavedPriceList>> {
  const old = await getPriceList(env, priceListId, version);
  if (!old.ok) return old;
  const note = change.note ?? `Back to version ${version}.`;
  return savePriceList(env, priceListId, old.value.list, { ...change, note });
}

function summaryOf(version: number, { rows, ...list }: PriceList): object {
  return { version, ...list, rows: rows.length };
}
