import { findConfigVersion } from "../db/config-versions.ts";
import { type CompiledRoutes, compileRoutes } from "../routing/compile-routes.ts";
import type { OperatorLookup } from "../routing/operators.ts";
import { OperatorsInForce } from "./operators-in-force.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";
import { type IdRange, VersionsInForce } from "./versions-in-force.ts";

export type { IdRange } from "./versions-in-force.ts";

/** The routes a message goes by; null for one that was accepted before there were any. */
export type RoutesLookup = (messageId: string) => CompiledRoutes | null;

const compiledTables = 8;

/** Which routes were in force when a message was accepted, with the operators' number ranges of the same moment. One per isolate. */
export class RoutesInForce {
  readonly #routes = new VersionsInForce(routesSubject, compiledTables, readRoutes);
  readonly #operators: OperatorsInForce;

  constructor(operators = new OperatorsInForce()) {
    this.#operators = operators;
  }

  /** Reads what messages of these ranges go by. The lookup answers for their ids only. */
  async covering(db: D1Database, ranges: readonly IdRange[], nowMs: number): Promise<RoutesLookup> {
    const routes = await this.#routes.covering(db, ranges, nowMs);
    // Number ranges are many; they are read only where a rule asks for the operator.
    if (!routes.values.some(({ needsOperator }) => needsOperator)) return routes.at;
    const operators = await this.#operators.covering(db, ranges, nowMs);
    const joined = new Map<CompiledRoutes, Map<OperatorLookup | null, CompiledRoutes>>();
    return (messageId) => {
      const own = routes.at(messageId);
      return own === null ? null : join(joined, own, operators.at(messageId));
    };
  }
}

/** The routes with their operators: one value for each pair, however many messages go by it. */
function join(
  joined: Map<CompiledRoutes, Map<OperatorLookup | null, CompiledRoutes>>,
  routes: CompiledRoutes,
  operatorOf: OperatorLookup | null,
): CompiledRoutes {
  const byLookup = joined.get(routes) ?? new Map<OperatorLookup | null, CompiledRoutes>();
  joined.set(routes, byLookup);
  const known = byLookup.get(operatorOf);
  if (known !== undefined) return known;
  const value = { ...routes, operatorOf };
  byLookup.set(operatorOf, value);
  return value;
}

async function readRoutes(db: D1Database, version: number): Promise<CompiledRoutes> {
  const row = await findConfigVersion(db, routesSubject, version);
  if (row === null) throw new Error(`version ${version} of the routes is listed and not there`);
  return compileRoutes(parseRoutes(row.body));
}
