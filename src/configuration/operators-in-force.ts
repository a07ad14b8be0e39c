import { findConfigVersion } from "../db/config-versions.ts";
import { readOperatorRanges } from "../db/operator-ranges.ts";
import { type OperatorLookup, compileOperators } from "../routing/operators.ts";
import { operatorsSubject, toOperatorsVersion } from "./operators-document.ts";
import { type IdRange, type InForce, VersionsInForce } from "./versions-in-force.ts";

/** A table may take some ten megabytes, so an isolate keeps the one that was and the one that is. */
const compiledTables = 2;

/** Which operators' number ranges were in force when a message was accepted. One per isolate. */
export class OperatorsInForce {
  readonly #versions = new VersionsInForce(operatorsSubject, compiledTables, readOperators);

  /** Reads what messages of these ranges go by: null for those accepted before there was a table. */
  covering(db: D1Database, ranges: readonly IdRange[], nowMs: number): Promise<InForce<OperatorLookup>> {
    return this.#versions.covering(db, ranges, nowMs);
  }
}

/** The lookup of one version. */
async function readOperators(db: D1Database, version: number): Promise<OperatorLookup> {
  const row = await findConfigVersion(db, operatorsSubject, version);
  if (row === null) throw new Error(`version ${version} of the operators is listed and not there`);
  return compileOperators(await readOperatorRanges(db, toOperatorsVersion(row).tableId));
}
