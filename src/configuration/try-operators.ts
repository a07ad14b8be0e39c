import { findConfigVersion } from "../db/config-versions.ts";
import { readOperatorRanges } from "../db/operator-ranges.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type CompiledRoutes, compileRoutes } from "../routing/compile-routes.ts";
import { type OperatorPrefix, compileOperators } from "../routing/operators.ts";
import { pickRoute } from "../routing/pick-route.ts";
import type { SimulatedMessage } from "../routing/simulate-routes.ts";
import { type OperatorsDiff, diffOperators } from "./compare-operators.ts";
import { defaultRoutes } from "./default-routes.ts";
import { readLastHour } from "./last-hour.ts";
import { operatorsSubject, toOperatorsVersion } from "./operators-document.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

/** What a table of number ranges would do. */
export interface OperatorsTrial {
  /** The version it was held against, 0 where there is none. */
  version: number;
  ranges: number;
  diff: OperatorsDiff;
  /** Texts of the last hour, 10,000 at most, and whether there were more. */
  total: number;
  sampled: boolean;
  /** Texts whose recipient counts as another operator's, and those that would go to another carrier. */
  otherOperator: number;
  moved: number;
}

/** What a table would do to the last hour's texts, by the latest routes. Errors: version_conflict. */
export async function tryOperators(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  ranges: readonly OperatorPrefix[],
  { nowMs, expectedVersion }: { nowMs: number; expectedVersion?: number | undefined },
): Promise<Result<OperatorsTrial>> {
  const latest = await findConfigVersion(env.DB, operatorsSubject);
  const version = latest?.version ?? 0;
  if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
  const [old, lastHour, routesRow] = await Promise.all([
    latest === null ? [] : readOperatorRanges(env.DB, toOperatorsVersion(latest).tableId),
    readLastHour(env, nowMs),
    findConfigVersion(env.DB, routesSubject),
  ]);
  const routes = compileRoutes(routesRow === null ? defaultRoutes(env) : parseRoutes(routesRow.body));
  const before = { ...routes, operatorOf: compileOperators(old) };
  const after = { ...routes, operatorOf: compileOperators(ranges) };
  const { messages, sampled } = lastHour;
  const differs = (valueOf: (under: CompiledRoutes, message: SimulatedMessage) => string | null): number =>
    messages.filter((message) => valueOf(before, message) !== valueOf(after, message)).length;
  return ok({
    version,
    ranges: ranges.length,
    diff: diffOperators(old, ranges),
    total: messages.length,
    sampled,
    otherOperator: differs(({ operatorOf }, { recipient }) => operatorOf?.(recipient) ?? null),
    moved: differs(carrierOf),
  });
}

function carrierOf(routes: CompiledRoutes, message: SimulatedMessage): string | null {
  const result = pickRoute(routes, message);
  return result.ok ? (result.candidates[0] ?? null) : null;
}
