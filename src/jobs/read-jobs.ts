import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { Page } from "../page.ts";
import type { Job } from "./job.ts";

/** Whether a text may be a job's id: those of replays are replays' own. */
export function isJobId(id: string): boolean {
  return isId("job", id) || isId("replay", id);
}

/** Jobs of the key's account, newest first. Errors: unauthenticated, missing_scope. */
export async function listJobs(
  env: Pick<Env, "ACCOUNT" | "JOBS">,
  key: PresentedKey,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<Result<Page<Job>>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "jobs:manage");
  return authorized.ok ? ok(await env.JOBS.getByName(key.accountId).list(afterId, limit)) : authorized;
}

/** Errors: unauthenticated, missing_scope, not_found. */
export async function getJob(env: Pick<Env, "ACCOUNT" | "JOBS">, key: PresentedKey, id: string): Promise<Result<Job>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "jobs:manage");
  if (!authorized.ok) return authorized;
  const job = isJobId(id) ? await env.JOBS.getByName(key.accountId).find(id) : null;
  return job === null ? fail("not_found") : ok(job);
}

/** Ends a job where it is; one that has ended stays as it is. Errors: unauthenticated, missing_scope, not_found. */
export async function cancelJob(
  env: Pick<Env, "ACCOUNT" | "JOBS">,
  key: PresentedKey,
  id: string,
): Promise<Result<Job>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "jobs:manage");
  if (!authorized.ok) return authorized;
  return isJobId(id) ? env.JOBS.getByName(key.accountId).cancel(id) : fail("not_found");
}
