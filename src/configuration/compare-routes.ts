import { type Result, ok } from "../errors.ts";
import { type RouteTableDiff, diffRoutes } from "../routing/diff-routes.ts";
import { getRoutes } from "./get-routes.ts";

/** What changes from one version of the routes to another. Errors: not_found. */
export async function compareRoutes(
  env: Pick<Env, "DB">,
  fromVersion: number,
  toVersion: number,
): Promise<Result<RouteTableDiff>> {
  const [before, after] = await Promise.all([getRoutes(env, fromVersion), getRoutes(env, toVersion)]);
  if (!before.ok) return before;
  if (!after.ok) return after;
  return ok(diffRoutes(before.value.table, after.value.table));
}
