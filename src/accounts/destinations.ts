import { countryOfNumber } from "../routing/country.ts";
import { type PrefixTrie, buildPrefixTrie, longestPrefix } from "../routing/prefix-trie.ts";
import type { AllowedDestinations } from "./account.ts";

/** Says of a recipient, in E.164 with its `+`, whether the account may send there. */
export type DestinationTest = (to: string) => boolean;

/** Null where every destination is allowed, so that nothing has to be asked. */
export function compileDestinations({
  countries,
  prefixes,
  deniedPrefixes,
}: AllowedDestinations): DestinationTest | null {
  const anyCountry = countries.length === 0 && prefixes.length === 0;
  if (anyCountry && deniedPrefixes.length === 0) return null;
  const named = new Set(countries);
  const allowed = trieOf(prefixes);
  const denied = trieOf(deniedPrefixes);
  return (to) => {
    if (longestPrefix(denied, to, 1) !== -1) return false;
    if (anyCountry || longestPrefix(allowed, to, 1) !== -1) return true;
    const country = countryOfNumber(to);
    return country !== null && named.has(country);
  };
}

function trieOf(prefixes: readonly string[]): PrefixTrie {
  return buildPrefixTrie(prefixes.map((prefix): [string, number] => [prefix, 0]));
}
