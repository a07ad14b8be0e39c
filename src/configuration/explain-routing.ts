import type { CarrierState } from "../carriers/carrier.ts";
import { findConfigVersion } from "../db/config-versions.ts";
import { compileRoutes } from "../routing/compile-routes.ts";
import type { RouteRequest } from "../routing/conditions.ts";
import { type CandidateExplanation, type RouteExplanation, explainRoute } from "../routing/explain-route.ts";
import { defaultRoutes } from "./default-routes.ts";
import { findOperators } from "./find-operators.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";
import { versionAt } from "./version-at.ts";

export interface ExplainRequest extends Omit<RouteRequest, "nowMs"> {
  /** Epoch ms: by the version that is active then. Undefined for now, by the latest version, which may not be active yet. */
  atMs?: number | undefined;
}

export interface RoutingExplanation extends Omit<RouteExplanation, "candidates"> {
  /** With what each carrier is up to now; null for one that is not configured. */
  candidates: (CandidateExplanation & { state: CarrierState | null })[];
  /** The version that was asked, 0 where there is none. */
  version: number;
}

/** Which rule takes a text, and why the others do not. */
export async function explainRouting(
  env: Pick<Env, "CARRIER" | "DB" | "DEFAULT_CARRIER_ID">,
  { atMs, ...request }: ExplainRequest,
  nowMs: number,
): Promise<RoutingExplanation> {
  const version = atMs === undefined ? undefined : await versionAt(env.DB, routesSubject, atMs);
  const row = version === 0 ? null : await findConfigVersion(env.DB, routesSubject, version);
  const compiled = compileRoutes(row === null ? defaultRoutes(env) : parseRoutes(row.body));
  const routes = compiled.needsOperator ? { ...compiled, operatorOf: await findOperators(env.DB, atMs) } : compiled;
  const explanation = explainRoute(routes, { ...request, nowMs: atMs ?? nowMs });
  return {
    version: row?.version ?? 0,
    ...explanation,
    candidates: await Promise.all(explanation.candidates.map((candidate) => withState(env, candidate))),
  };
}

async function withState(
  env: Pick<Env, "CARRIER">,
  candidate: CandidateExplanation,
): Promise<CandidateExplanation & { state: CarrierState | null }> {
  const health = await env.CARRIER.getByName(candidate.carrierId).describeHealth();
  return { ...candidate, state: health?.state ?? null };
}
