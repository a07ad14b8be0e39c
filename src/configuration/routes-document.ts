import type { ConfigSubject, ConfigVersionRow, ConfigVersionSummary } from "../db/config-versions.ts";
import { type RouteTable, routeTableSchema } from "../routing/route-table.ts";

/** The routes are one document: rules depend on each other's order. */
export const routesSubject: ConfigSubject = { kind: "routes", subjectId: "" };

/** When a version of the routes was made, by whom and why. Times are epoch ms. */
export type RoutesVersionSummary = Omit<ConfigVersionSummary, "kind" | "subjectId">;

export interface RoutesVersion extends RoutesVersionSummary {
  table: RouteTable;
}

/** Routes as they are stored. Fields that were added since have their defaults. */
export function parseRoutes(body: string): RouteTable {
  return routeTableSchema.parse(JSON.parse(body));
}

export function toRoutesVersion({ body, ...row }: ConfigVersionRow): RoutesVersion {
  return { ...toRoutesSummary(row), table: parseRoutes(body) };
}

export function toRoutesSummary(row: ConfigVersionSummary): RoutesVersionSummary {
  const { version, activeFromMs, createdAtMs, author, note } = row;
  return { version, activeFromMs, createdAtMs, author, note };
}
