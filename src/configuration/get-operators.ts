import { findConfigVersion } from "../db/config-versions.ts";
import { readOperatorRanges } from "../db/operator-ranges.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { OperatorPrefix } from "../routing/operators.ts";
import { type OperatorsVersion, operatorsSubject, toOperatorsVersion } from "./operators-document.ts";

/** A version of the operators' number ranges with all of them. */
export interface Operators extends OperatorsVersion {
  rows: OperatorPrefix[];
}

/** A version, or the latest, which may not be active yet. Errors: not_found. */
export async function getOperatorsVersion(env: Pick<Env, "DB">, version?: number): Promise<Result<OperatorsVersion>> {
  const row = await findConfigVersion(env.DB, operatorsSubject, version);
  if (row !== null) return ok(toOperatorsVersion(row));
  if (version !== undefined) return fail("not_found", { message: `There is no version ${version} of the operators.` });
  return fail("not_found", { message: "No number ranges of operators have been stored." });
}

/** The same with its ranges. Errors: not_found. */
export async function getOperators(env: Pick<Env, "DB">, version?: number): Promise<Result<Operators>> {
  const found = await getOperatorsVersion(env, version);
  if (!found.ok) return found;
  return ok({ ...found.value, rows: await readOperatorRanges(env.DB, found.value.tableId) });
}
