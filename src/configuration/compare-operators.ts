import { type Result, ok } from "../errors.ts";
import type { OperatorPrefix } from "../routing/operators.ts";
import { getOperators } from "./get-operators.ts";

const exampleLimit = 20;

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
  const oldRanges = new Map(before.map(({ prefix, operator }) => [prefix, operator]));
  const newRanges = new Map(after.map(({ prefix, operator }) => [prefix, operator]));
  const diff: OperatorsDiff = { added: 0, removed: 0, changed: 0, examples: [] };
  for (const prefix of new Set([...oldRanges.keys(), ...newRanges.keys()])) {
    const [oldOperator, newOperator] = [oldRanges.get(prefix) ?? null, newRanges.get(prefix) ?? null];
    if (oldOperator === newOperator) continue;
    if (oldOperator === null) diff.added++;
    else if (newOperator === null) diff.removed++;
    else diff.changed++;
    if (diff.examples.length < exampleLimit) diff.examples.push({ prefix, before: oldOperator, after: newOperator });
  }
  return diff;
}
