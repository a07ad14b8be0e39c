import { findConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type PriceListVersion, pricesSubject, toPriceListVersion } from "./price-lists.ts";

/** A version of a price list, or the latest. Errors: not_found. */
export async function getPriceList(
  env: Pick<Env, "DB">,
  priceListId: string,
  version?: number,
): Promise<Result<PriceListVersion>> {
  const row = await findConfigVersion(env.DB, pricesSubject(priceListId), version);
  return row === null ? fail("not_found", { message: "There is no such price list." }) : ok(toPriceListVersion(row));
}
