import { type ConfigVersionSummary, findConfigVersions } from "../db/config-versions.ts";
import type { Page } from "../page.ts";
import { operatorsSubject } from "./operators-document.ts";

/** Versions of the operators' number ranges, newest first. */
export function listOperatorsVersions(
  env: Pick<Env, "DB">,
  page: { beforeVersion?: number | undefined; limit: number },
): Promise<Page<ConfigVersionSummary>> {
  return findConfigVersions(env.DB, operatorsSubject, page);
}
