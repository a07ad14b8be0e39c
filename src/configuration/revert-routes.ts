import type { Result } from "../errors.ts";
import { getRoutes } from "./get-routes.ts";
import type { RoutesVersion } from "./routes-document.ts";
import type { ConfigChange } from "./config-change.ts";
import { saveRoutes } from "./save-routes.ts";

/**
 * Stores an old version of the routes as the next one, so that what was in between stays on record.
 * Errors: not_found, invalid_routes where it names carriers that are gone, version_conflict.
 */
export async function revertRoutes(
  env: Pick<Env, "DB">,
  version: number,
  change: ConfigChange,
): Promise<Result<RoutesVersion>> {
  const old = await getRoutes(env, version);
  if (!old.ok) return old;
  return saveRoutes(env, old.value.table, { ...change, note: change.note ?? `Back to version ${version}.` });
}
