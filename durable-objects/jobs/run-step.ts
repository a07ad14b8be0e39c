import { type ErrorCode, errorTable } from "../../src/errors.ts";
import { readExportPart } from "../../src/jobs/export-part.ts";
import { sendImportPart } from "../../src/jobs/import-part.ts";
import { jobFileKey } from "../../src/jobs/job-files.ts";
import type { Job, JobResult } from "../../src/jobs/job.ts";
import type { ImportRow } from "../../src/messages/import-messages.ts";
import type { StoredJob } from "./job-store.ts";

/** What a step came to. Its file is in R2 under a name that follows from the job: a step that is done again writes it again. */
export type StepOutcome =
  | { kind: "further"; cursor: string; changes: Progress }
  | { kind: "done"; changes: Progress }
  /** It may go later. */
  | { kind: "later"; error: StepError }
  | { kind: "failed"; error: StepError };

interface StepError {
  code: ErrorCode;
  message: string;
}

type Progress = Pick<Job, "done" | "errors" | "result">;

const nothing: JobResult = { parts: 0, bytes: 0, rows: 0, expiresAtMs: 0 };

/** Does the next part of a job that the object does itself. */
export async function runStep(env: Env, stored: StoredJob): Promise<StepOutcome | null> {
  switch (stored.work.kind) {
    case "message_export":
      return exportStep(env, stored, stored.work);
    case "message_import":
      return importStep(env, stored, stored.work);
    case "webhook_replay":
      return null;
  }
}

async function exportStep(
  env: Env,
  { accountId, job, cursor }: StoredJob,
  { filter }: Extract<StoredJob["work"], { kind: "message_export" }>,
): Promise<StepOutcome> {
  const part = await readExportPart(env, accountId, filter, cursor ?? undefined);
  const result = part.rows === 0 ? (job.result ?? nothing) : await store(env, accountId, job, part);
  const changes = { done: job.done + part.rows, errors: 0, result };
  return part.afterId === null ? { kind: "done", changes } : { kind: "further", cursor: part.afterId, changes };
}

async function importStep(
  env: Env,
  { accountId, job, cursor }: StoredJob,
  { key, parts }: Extract<StoredJob["work"], { kind: "message_import" }>,
): Promise<StepOutcome> {
  const part = Number(cursor ?? 0) + 1;
  const file = await env.JOB_FILES.get(jobFileKey({ accountId, jobId: job.id, side: "in", part }));
  if (file === null) throw new Error(`part ${part} of ${job.id} is not there`);
  const rows = await file.json<ImportRow[]>();
  const sent = await sendImportPart(env, key, `${job.id}.${part}`, rows);
  if (!sent.ok) return { kind: errorTable[sent.error.code].retryable ? "later" : "failed", error: sent.error };
  const changes = {
    done: job.done + sent.rows,
    errors: job.errors + sent.errors,
    result: await store(env, accountId, job, sent),
  };
  return part >= parts ? { kind: "done", changes } : { kind: "further", cursor: String(part), changes };
}

/** Writes a part of the result, and says what there is with it. */
async function store(
  env: Pick<Env, "JOB_FILES">,
  accountId: string,
  { id: jobId, result }: Job,
  { csv, rows }: { csv: string; rows: number },
): Promise<JobResult> {
  const before = result ?? nothing;
  const part = before.parts + 1;
  const body = new TextEncoder().encode(csv);
  await env.JOB_FILES.put(jobFileKey({ accountId, jobId, side: "out", part }), body);
  return { parts: part, bytes: before.bytes + body.byteLength, rows: before.rows + rows, expiresAtMs: 0 };
}
