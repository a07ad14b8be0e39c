import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { ApiError, unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, keyOf } from "../../../api/queries.ts";
import { onlyFor } from "../shared/use-review.ts";

export type Rule = Schema<"NewRoutes">["rules"][number];
export type RoutesTrial = Schema<"RoutesTrial">;
/** Version 0 while there are none. */
export interface StoredRoutes {
  version: number;
  rules: Rule[];
}

/** The routes; none where nobody has stored any. */
export const routesQuery = queryOptions<StoredRoutes>({
  queryKey: keyOf(null, "/admin/v1/routes"),
  async queryFn({ signal }) {
    try {
      return await unwrap(clientOf(null).GET("/admin/v1/routes", { signal }));
    } catch (error) {
      if (error instanceof ApiError && error.code === "not_found") return { version: 0, rules: [] };
      throw error;
    }
  },
});

export function invalidateRoutes(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/routes", "/admin/v1/routes/versions");
}

export async function tryRoutes(rules: Rule[], version: number): Promise<RoutesTrial> {
  const params = { query: { dryRun: "true" as const }, header: onlyFor(version) };
  const trial = await unwrap(clientOf(null).PUT("/admin/v1/routes", { params, body: { rules } }));
  if ("dryRun" in trial) return trial;
  throw new Error("A dry run was answered with something else");
}

export function saveRoutes(rules: Rule[], note: string | undefined, version: number): Promise<unknown> {
  const body = note === undefined ? { rules } : { rules, note };
  return unwrap(clientOf(null).PUT("/admin/v1/routes", { params: { header: onlyFor(version) }, body }));
}
