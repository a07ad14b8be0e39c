import { findConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { type RouteSimulation, simulateRoutes } from "../routing/simulate-routes.ts";
import { checkRoutes } from "./check-routes.ts";
import { defaultRoutes } from "./default-routes.ts";
import { findOperators } from "./find-operators.ts";
import { readLastHour } from "./last-hour.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

/** What a table would do to the last hour's messages. */
export interface RoutesTrial extends RouteSimulation {
  /** The version it was held against, 0 where there is none. */
  version: number;
  /** Whether there were more messages than were looked at. */
  sampled: boolean;
}

/**
 * Routes the last hour's messages, up to 10,000 of them, by the latest version and by a table that is not stored.
 * Errors: invalid_routes, version_conflict.
 */
export async function tryRoutes(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  table: RouteTable,
  { nowMs, expectedVersion }: { nowMs: number; expectedVersion?: number | undefined },
): Promise<Result<RoutesTrial>> {
  const [checked, latest] = await Promise.all([checkRoutes(env, table), findConfigVersion(env.DB, routesSubject)]);
  if (!checked.ok) return checked;
  const version = latest?.version ?? 0;
  if (expectedVersion !== undefined && expectedVersion !== version) return fail("version_conflict");
  const before = latest === null ? defaultRoutes(env) : parseRoutes(latest.body);
  const { messages, sampled } = await readLastHour(env, nowMs);
  const asksOperator = [...before.rules, ...table.rules].some(({ match }) => match.operators !== undefined);
  const operatorOf = asksOperator ? await findOperators(env.DB) : null;
  return ok({
    version,
    sampled,
    ...simulateRoutes(before, table, messages, operatorOf === null ? {} : { operatorOf }),
  });
}
