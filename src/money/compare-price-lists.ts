import { compareTables } from "../configuration/compare-tables.ts";
import { type Result, ok } from "../errors.ts";
import { getPriceList } from "./get-price-list.ts";
import type { PriceList, PriceRow } from "./price-list.ts";

/** How one price list differs from another; examples are the first twenty rows, with null where there is no such row. */
export interface PricesDiff {
  /** Fields other than the rows, such as `chargeOn`. */
  fields: { path: string; before: unknown; after: unknown }[];
  added: number;
  removed: number;
  changed: number;
  examples: { destination: string; before: number | null; after: number | null }[];
}

/** What changes from one version of a price list to another. Errors: not_found. */
export async function comparePriceLists(
  env: Pick<Env, "DB">,
  priceListId: string,
  fromVersion: number,
  toVersion: number,
): Promise<Result<PricesDiff>> {
  const [before, after] = await Promise.all([
    getPriceList(env, priceListId, fromVersion),
    getPriceList(env, priceListId, toVersion),
  ]);
  if (!before.ok) return before;
  if (!after.ok) return after;
  return ok(diffPrices(before.value.list, after.value.list));
}

export function diffPrices(before: PriceList, after: PriceList): PricesDiff {
  const fields = (["currency", "chargeOn", "defaultPriceMicros"] as const)
    .filter((path) => before[path] !== after[path])
    .map((path) => ({ path, before: before[path], after: after[path] }));
  const { examples, ...counts } = compareTables(pricesOf(before), pricesOf(after));
  return { fields, ...counts, examples: examples.map(({ key, ...values }) => ({ destination: key, ...values })) };
}

/** Of rows that say the same destination the last one counts. */
function pricesOf({ rows }: PriceList): Map<string, number> {
  return new Map(rows.map((row) => [destinationOf(row), row.priceMicros]));
}

/** A prefix as `+57`, a country as `CO`, an operator as `732-101`. */
function destinationOf(row: PriceRow): string {
  if ("operator" in row) return row.operator;
  return "country" in row ? row.country : `+${row.prefix}`;
}
