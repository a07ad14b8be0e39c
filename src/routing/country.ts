import metadataJson from "libphonenumber-js/min/metadata";
import { buildPrefixTrie, longestPrefix, type PrefixTrie } from "./prefix-trie.ts";

/**
 * Leading digits, from the calling code on, of countries that share a code with a larger one. The library's small metadata
 * cannot tell most of these apart, and guesses wrong for Britain and North America.
 */
const sharedCodes: readonly (readonly [country: string, callingCode: string, prefixes: string])[] = [
  [
    "CA",
    "1",
    "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 " +
      "548 579 581 584 587 600 604 613 622 633 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942",
  ],
  ["AG", "1", "268"],
  ["AI", "1", "264"],
  ["AS", "1", "684"],
  ["BB", "1", "246"],
  ["BM", "1", "441"],
  ["BS", "1", "242"],
  ["DM", "1", "767"],
  ["DO", "1", "809 829 849"],
  ["GD", "1", "473"],
  ["GU", "1", "671"],
  ["JM", "1", "658 876"],
  ["KN", "1", "869"],
  ["KY", "1", "345"],
  ["LC", "1", "758"],
  ["MP", "1", "670"],
  ["MS", "1", "664"],
  ["PR", "1", "787 939"],
  ["SX", "1", "721"],
  ["TC", "1", "649"],
  ["TT", "1", "868"],
  ["VC", "1", "784"],
  ["VG", "1", "284"],
  ["VI", "1", "340"],
  ["KZ", "7", "6 7"],
  ["VA", "39", "06698"],
  ["GG", "44", "1481 7781 7839 79111 79117"],
  ["JE", "44", "1534 7509 77003 77007 77008 7797 7829 7937"],
  ["IM", "44", "1624 74576 7524 7624 7924"],
  ["SJ", "47", "79"],
  ["CC", "61", "89162"],
  ["CX", "61", "89164"],
  ["YT", "262", "2689 269 639 7093"],
  ["TA", "290", "8"],
  ["AX", "358", "18"],
  ["BQ", "599", "3 4 7"],
];

const countries: string[] = [];
let trie: PrefixTrie | null = null;

/**
 * The country (ISO 3166-1 alpha-2) of an E.164 number with its `+`, or null where its calling code is no country's. Where two
 * share their ranges too, as Saint Martin does Guadeloupe's and Åland does Finland's mobile ones, it is the larger one.
 */
export function countryOfNumber(e164: string): string | null {
  trie ??= buildTrie();
  return countries[longestPrefix(trie, e164, 1)] ?? null;
}

function buildTrie(): PrefixTrie {
  const entries: [string, number][] = [];
  const learn = (country: string, prefix: string): void => {
    entries.push([prefix, countries.push(country) - 1]);
  };
  for (const [callingCode, [main]] of Object.entries(metadataJson.country_calling_codes)) {
    if (main !== undefined) learn(main, callingCode);
  }
  for (const [country, callingCode, prefixes] of sharedCodes) {
    for (const prefix of prefixes.split(" ")) learn(country, callingCode + prefix);
  }
  return buildPrefixTrie(entries);
}
