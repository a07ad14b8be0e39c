import { findConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type RoutesVersion, routesSubject, toRoutesVersion } from "./routes-document.ts";

/** A version of the routes, or the latest, which may not be active yet. Errors: not_found. */
export async function getRoutes(env: Pick<Env, "DB">, version?: number): Promise<Result<RoutesVersion>> {
  const row = await findConfigVersion(env.DB, routesSubject, version);
  if (row !== null) return ok(toRoutesVersion(row));
  if (version !== undefined) return fail("not_found", { message: `There is no version ${version} of the routes.` });
  return fail("not_found", { message: "No routes have been stored: every text goes to the default carrier." });
}
