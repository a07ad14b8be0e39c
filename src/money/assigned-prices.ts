import { getOperators } from "../configuration/get-operators.ts";
import { type Result, failField, ok } from "../errors.ts";
import type { AssignedPrices } from "./account-money.ts";
import type { PriceListVersion } from "./price-lists.ts";

/** Characters that a row of an object's database has room for: 2 MB, less what else is in the row. */
const characterLimit = 1_900_000;

/**
 * A version of a price list as accounts get it: with the number ranges of the operators it names, so that they ask nobody.
 * Errors: invalid_request where both together are more than an object takes.
 */
export async function assignedPrices(
  env: Pick<Env, "DB">,
  { id, version, list }: Pick<PriceListVersion, "id" | "version" | "list">,
): Promise<Result<AssignedPrices>> {
  const named = new Set(list.rows.flatMap((row) => ("operator" in row ? [row.operator] : [])));
  const operators = named.size === 0 ? null : await getOperators(env);
  const ranges = operators?.ok === true ? operators.value : null;
  const prices: AssignedPrices = {
    priceListId: id,
    version,
    list,
    operatorsVersion: ranges?.version ?? 0,
    operatorPrefixes: ranges?.rows.filter(({ operator }) => named.has(operator)) ?? [],
  };
  if (JSON.stringify(prices).length <= characterLimit) return ok(prices);
  return failField(
    "rows",
    "invalid_request",
    "The list and the number ranges of the operators it names are more than 1.9 MB together: name prefixes in the place of operators.",
  );
}
