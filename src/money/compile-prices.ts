import { countryOfNumber } from "../routing/country.ts";
import type { OperatorLookup } from "../routing/operators.ts";
import { buildPrefixTrie, longestPrefix } from "../routing/prefix-trie.ts";
import type { ChargeRule, PriceList } from "./price-list.ts";

/** A price list ready for lookups; one takes well under a microsecond, whatever the size of the list. */
export interface CompiledPrices {
  readonly currency: string;
  readonly chargeOn: ChargeRule;
  /** Millionths of the currency for one segment to an E.164 number with its `+`; null where the list refuses it. */
  readonly priceOf: (e164: string) => number | null;
}

/**
 * Compiles a list. The operator's row comes first, then the longest prefix, then the country, then the default; of rows
 * that say the same destination the last one counts.
 */
export function compilePrices(list: PriceList, operatorOf: OperatorLookup): CompiledPrices {
  const byOperator = new Map<string, number>();
  const byCountry = new Map<string, number>();
  const prefixes: [string, number][] = [];
  for (const row of list.rows) {
    if ("operator" in row) byOperator.set(row.operator, row.priceMicros);
    else if ("country" in row) byCountry.set(row.country, row.priceMicros);
    else prefixes.push([row.prefix, row.priceMicros]);
  }
  const trie = buildPrefixTrie(prefixes);

  return {
    currency: list.currency,
    chargeOn: list.chargeOn,
    priceOf: (e164) => {
      if (byOperator.size > 0) {
        const price = byOperator.get(operatorOf(e164) ?? "");
        if (price !== undefined) return price;
      }
      const price = longestPrefix(trie, e164, 1);
      if (price >= 0) return price;
      if (byCountry.size > 0) {
        const ofCountry = byCountry.get(countryOfNumber(e164) ?? "");
        if (ofCountry !== undefined) return ofCountry;
      }
      return list.defaultPriceMicros;
    },
  };
}
