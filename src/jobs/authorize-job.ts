import type { PresentedKey } from "../accounts/presented-key.ts";
import type { Result } from "../errors.ts";
import { type JobKind, jobKindScopes } from "./job.ts";

/** Whether a key may start or download jobs of a kind: it needs `jobs:manage` and the kind's own scope. Errors: those of AccountContext.authorize. */
export async function authorizeJob(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  kind: JobKind,
): Promise<Result<{ keyId: string }>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const [jobs, own] = await Promise.all([
    account.authorize(key, "jobs:manage"),
    account.authorize(key, jobKindScopes[kind]),
  ]);
  return jobs.ok ? own : jobs;
}
