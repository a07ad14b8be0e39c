import { findConfigVersions } from "../db/config-versions.ts";
import type { Page } from "../page.ts";
import { type RoutesVersionSummary, routesSubject, toRoutesSummary } from "./routes-document.ts";

/** Versions of the routes, newest first. */
export async function listRoutesVersions(
  env: Pick<Env, "DB">,
  page: { beforeVersion?: number | undefined; limit: number },
): Promise<Page<RoutesVersionSummary>> {
  const { items, next } = await findConfigVersions(env.DB, routesSubject, page);
  return { items: items.map(toRoutesSummary), next };
}
