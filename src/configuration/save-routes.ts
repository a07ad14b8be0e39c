import { recordAudit } from "../audit/record-audit.ts";
import { insertConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { activationDelayMs } from "./activation.ts";
import type { ConfigChange } from "./config-change.ts";
import { checkRoutes } from "./check-routes.ts";
import { type RoutesVersion, routesSubject, toRoutesVersion } from "./routes-document.ts";

/** Stores the next version of the routes; activation.ts says when it becomes active. Errors: invalid_routes, version_conflict. */
export async function saveRoutes(
  env: Pick<Env, "DB">,
  table: RouteTable,
  { author, note, expectedVersion, nowMs }: ConfigChange,
): Promise<Result<RoutesVersion>> {
  const checked = await checkRoutes(env, table);
  if (!checked.ok) return checked;
  const row = await insertConfigVersion(
    env.DB,
    {
      ...routesSubject,
      activeFromMs: nowMs + activationDelayMs,
      createdAtMs: nowMs,
      author,
      note,
      body: JSON.stringify(table),
    },
    expectedVersion,
  );
  if (row === null) return fail("version_conflict");
  const after = { version: row.version, note };
  await recordAudit(env, { actor: author, accountId: null, action: "routes.saved", subject: "routes", after });
  return ok(toRoutesVersion(row));
}
