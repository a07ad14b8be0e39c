import { type Result, ok } from "../errors.ts";
import type { OperatorPrefix } from "../routing/operators.ts";
import { compareTables } from "./compare-tables.ts";
import { getOperators } from "./get-operators.ts";

/** How one table of number ranges differs from another; examples are the first twenty, null where there is no such range. */
export interface OperatorsDiff {
  added: number;
  removed: number;
  changed: number;
  examples: { prefix: string; before: string | null; after: string | null }[];
}

/** What changes from one version of the operators to another. Errors: not_found. */
export async function compareOperators(
  env: Pick<Env, "DB">,
  fromVersion: number,
  toVersion: number,
): Promise<Result<OperatorsDiff>> {
  const [before, after] = await Promise.all([getOperators(env, fromVersion), getOperators(env, toVersion)]);
  if (!before.ok) return before;
  if (!after.ok) return after;
  return ok(diffOperators(before.value.rows, after.value.rows));
}

export function diffOperators(before: readonly OperatorPrefix[], after: readonly OperatorPrefix[]): OperatorsDiff {
  const { examples, ...counts } = compareTables(rangesOf(before), rangesOf(after));
  return { ...counts, examples: examples.map(({ key, ...values }) => ({ prefix: key, ...values })) };
}

function rangesOf(rows: readonly OperatorPrefix[]): Map<string, string> {
  return new Map(rows.map(({ prefix, operator }) => [prefix, operator]));
}
