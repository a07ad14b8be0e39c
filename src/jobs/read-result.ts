import type { PresentedKey } from "../accounts/presented-key.ts";
import { type Result, fail, ok } from "../errors.ts";
import { authorizeJob } from "./authorize-job.ts";
import { exportHeader } from "./export-part.ts";
import { importHeader } from "./import-part.ts";
import { jobFileKey } from "./job-files.ts";
import { hasEnded } from "./job.ts";
import { getJob } from "./read-jobs.ts";

export interface JobDownload {
  fileName: string;
  /** CSV, part by part. */
  pages: AsyncGenerator<string, undefined>;
}

/**
 * What a job has made, once it has ended and until it expires. Errors: unauthenticated, missing_scope (for what the kind of job needs as well),
 * not_found.
 */
export async function readResult(
  env: Pick<Env, "ACCOUNT" | "JOBS" | "JOB_FILES">,
  key: PresentedKey,
  id: string,
): Promise<Result<JobDownload>> {
  const job = await getJob(env, key, id);
  if (!job.ok) return job;
  const { kind, status, result } = job.value;
  const authorized = await authorizeJob(env, key, kind);
  if (!authorized.ok) return authorized;
  if (!hasEnded(status) || result === null || kind === "webhook_replay") return fail("not_found");
  const header = kind === "message_export" ? exportHeader : importHeader;
  const pages = readParts(env, { accountId: key.accountId, jobId: id }, result.parts, header);
  return ok({ fileName: kind === "message_export" ? "messages.csv" : "import.csv", pages });
}

async function* readParts(
  env: Pick<Env, "JOB_FILES">,
  file: { accountId: string; jobId: string },
  parts: number,
  header: string,
): AsyncGenerator<string, undefined> {
  yield header;
  for (let part = 1; part <= parts; part++) {
    const object = await env.JOB_FILES.get(jobFileKey({ ...file, side: "out", part }));
    // Whoever downloads must not take a file with a hole for a whole one.
    if (object === null) throw new Error(`part ${part} of ${file.jobId} is not there`);
    yield await object.text();
  }
}
