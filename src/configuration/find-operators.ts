import { findConfigVersion } from "../db/config-versions.ts";
import { readOperatorRanges } from "../db/operator-ranges.ts";
import { type OperatorLookup, compileOperators } from "../routing/operators.ts";
import { operatorsSubject, toOperatorsVersion } from "./operators-document.ts";
import { versionAt } from "./version-at.ts";

/**
 * The operators' number ranges at a moment (epoch ms), or the latest, which may not be active yet; null where there are none.
 * For operators' questions: what is dispatched goes by OperatorsInForce, which reads each version once.
 */
export async function findOperators(db: D1Database, atMs?: number): Promise<OperatorLookup | null> {
  const version = atMs === undefined ? undefined : await versionAt(db, operatorsSubject, atMs);
  const row = version === 0 ? null : await findConfigVersion(db, operatorsSubject, version);
  return row === null ? null : compileOperators(await readOperatorRanges(db, toOperatorsVersion(row).tableId));
}
