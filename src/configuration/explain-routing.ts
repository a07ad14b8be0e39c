import { findActivations, findConfigVersion } from "../db/config-versions.ts";
import { compileRoutes } from "../routing/compile-routes.ts";
import type { RouteRequest } from "../routing/conditions.ts";
import { type RouteExplanation, explainRoute } from "../routing/explain-route.ts";
import { defaultRoutes } from "./default-routes.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

export interface ExplainRequest extends Omit<RouteRequest, "nowMs"> {
  /** Epoch ms: by the version that is active then. Undefined for now, by the latest version, which may not be active yet. */
  atMs?: number | undefined;
}

export interface RoutingExplanation extends RouteExplanation {
  /** The version that was asked, 0 where there is none. */
  version: number;
}

/** Which rule takes a text, and why the others do not. */
export async function explainRouting(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  { atMs, ...request }: ExplainRequest,
  nowMs: number,
): Promise<RoutingExplanation> {
  const version = atMs === undefined ? undefined : await versionAt(env.DB, atMs);
  const row = version === 0 ? null : await findConfigVersion(env.DB, routesSubject, version);
  const routes = compileRoutes(row === null ? defaultRoutes(env) : parseRoutes(row.body));
  const explanation = explainRoute(routes, { ...request, nowMs: atMs ?? nowMs }, new Map());
  return { version: row?.version ?? 0, ...explanation };
}

async function versionAt(db: D1Database, atMs: number): Promise<number> {
  const activations = await findActivations(db, routesSubject, 0);
  return activations.findLast(({ activeFromMs }) => activeFromMs <= atMs)?.version ?? 0;
}
