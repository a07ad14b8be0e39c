import { insertConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { RouteTable } from "../routing/route-table.ts";
import { activationDelayMs } from "./activation.ts";
import { checkRoutes } from "./check-routes.ts";
import { type RoutesVersion, routesSubject, toRoutesVersion } from "./routes-document.ts";

/** Who changes the configuration, when and why. */
export interface ConfigChange {
  author: string;
  note: string | null;
  /** The version that was read before the change, 0 for none; undefined stores it whatever is there. */
  expectedVersion?: number | undefined;
  /** Epoch ms. */
  nowMs: number;
}

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
  return ok(toRoutesVersion(row));
}
