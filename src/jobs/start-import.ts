import { hex } from "../accounts/api-key.ts";
import { newIds } from "../accounts/new-ids.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import type { Result, ServiceError } from "../errors.ts";
import type { ImportRow } from "../messages/import-messages.ts";
import { authorizeJob } from "./authorize-job.ts";
import { rowsPerImportPart } from "./import-part.ts";
import { deleteJobFiles, jobFileKey } from "./job-files.ts";
import type { Job } from "./job.ts";

export interface StartImport {
  rows: AsyncIterable<{ rows: ImportRow[] } | { error: ServiceError }>;
  /** The same import again under the same key is the same job. */
  claimKey: string | null;
  nowMs: number;
}

/**
 * Takes a file of messages as it comes, and starts to send it once all of it is here: a file that breaks off sends nothing. Errors: unauthenticated,
 * missing_scope, limit_reached, idempotency_key_reused, and those of the rows.
 */
export async function startImport(
  env: Pick<Env, "ACCOUNT" | "JOBS" | "JOB_FILES">,
  key: PresentedKey,
  { rows, claimKey, nowMs }: StartImport,
): Promise<Result<Job>> {
  const authorized = await authorizeJob(env, key, "message_import");
  if (!authorized.ok) return authorized;
  const { accountId } = key;
  const id = newIds.next("job");
  const file = { accountId, jobId: id, side: "in" } as const;
  const upload = new Upload(env.JOB_FILES, file);
  try {
    for await (const piece of rows) {
      if ("error" in piece) {
        await deleteJobFiles(env.JOB_FILES, file, upload.parts);
        return { ok: false, error: piece.error };
      }
      await upload.add(piece.rows);
    }
    await upload.end();
  } catch (error) {
    await deleteJobFiles(env.JOB_FILES, file, upload.parts);
    throw error;
  }
  const started = await env.JOBS.getByName(accountId).start(
    {
      id,
      accountId,
      kind: "message_import",
      work: { kind: "message_import", key, parts: upload.parts },
      total: upload.rows,
      request: {},
      createdAtMs: nowMs,
      createdBy: authorized.value.keyId,
    },
    claimKey === null ? null : { key: claimKey, fingerprint: upload.fingerprint },
  );
  // It was refused, or is there already with files of its own.
  if (!started.ok || started.value.id !== id) await deleteJobFiles(env.JOB_FILES, file, upload.parts);
  return started;
}

/** Rows on their way to R2, part by part. */
class Upload {
  parts = 0;
  rows = 0;
  /** Of all parts so far. */
  fingerprint = "";
  readonly #bucket: R2Bucket;
  readonly #file: { accountId: string; jobId: string; side: "in" };
  #waiting: ImportRow[] = [];

  constructor(bucket: R2Bucket, file: { accountId: string; jobId: string; side: "in" }) {
    this.#bucket = bucket;
    this.#file = file;
  }

  async add(rows: readonly ImportRow[]): Promise<void> {
    this.#waiting.push(...rows);
    while (this.#waiting.length >= rowsPerImportPart) await this.#put(this.#waiting.splice(0, rowsPerImportPart));
  }

  /** Puts what is left; a file without rows is one empty part. */
  async end(): Promise<void> {
    if (this.#waiting.length > 0 || this.parts === 0) await this.#put(this.#waiting);
  }

  async #put(rows: readonly ImportRow[]): Promise<void> {
    this.parts += 1;
    this.rows += rows.length;
    const body = JSON.stringify(rows);
    const bytes = new TextEncoder().encode(this.fingerprint + body);
    this.fingerprint = hex(await crypto.subtle.digest("SHA-256", bytes));
    await this.#bucket.put(jobFileKey({ ...this.#file, part: this.parts }), body);
  }
}
