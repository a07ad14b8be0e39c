import { findCarrierIds } from "../db/find-carrier-ids.ts";
import { type FieldError, type Result, fail, ok } from "../errors.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { validateRoutes } from "../routing/validate-routes.ts";

/** More than anyone reads. */
const errorLimit = 100;

/** Whether a table may be stored, as the carriers are now. Errors: invalid_routes. */
export async function checkRoutes(env: Pick<Env, "DB">, table: RouteTable): Promise<Result<null>> {
  const errors = validateRoutes(table, await findCarrierIds(env.DB));
  const fields = errors
    .slice(0, errorLimit)
    .map(({ path, message }): FieldError => ({ path, code: "invalid_routes", message }));
  return fields.length === 0 ? ok(null) : fail("invalid_routes", { fields });
}
