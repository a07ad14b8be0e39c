import { findActivations, findConfigVersion } from "../db/config-versions.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { defaultRoutes } from "./default-routes.ts";
import { parseRoutes, routesSubject } from "./routes-document.ts";

/** Texts are dispatched within this time of being accepted, but for trouble that is found out sooner. */
const dispatchedWithinMs = 3_600_000;

/** The routes that texts may yet go by: those active within the last hour, and later ones. Version 0 is that there were none. */
export async function getRoutesInUse(
  env: Pick<Env, "DB" | "DEFAULT_CARRIER_ID">,
  nowMs: number,
): Promise<{ version: number; table: RouteTable }[]> {
  const activations = await findActivations(env.DB, routesSubject, 0);
  const sinceMs = nowMs - dispatchedWithinMs;
  const first = activations.findLastIndex(({ activeFromMs }) => activeFromMs <= sinceMs);
  const tables: { version: number; table: RouteTable }[] = [];
  if (first === -1) tables.push({ version: 0, table: defaultRoutes(env) });
  for (const { version } of activations.slice(Math.max(first, 0))) {
    const row = await findConfigVersion(env.DB, routesSubject, version);
    if (row !== null) tables.push({ version, table: parseRoutes(row.body) });
  }
  return tables;
}
