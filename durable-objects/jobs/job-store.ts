import { type Job, type JobWork, hasEnded, jobKeptMs, resultKeptMs } from "../../src/jobs/job.ts";
import { alarmBookSchema } from "../lib/alarm-book.ts";

/** The object's tables, oldest migration first; docs/storage-schema.md describes them. */
export const jobsMigrations: readonly string[] = [
  `${alarmBookSchema}
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    claim TEXT,
    fingerprint TEXT,
    cursor TEXT,
    stuck_since_ms INTEGER,
    work TEXT NOT NULL,
    job TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX jobs_claim ON jobs (claim) WHERE claim IS NOT NULL;
  CREATE INDEX jobs_open ON jobs (id) WHERE is_open = 1;
`,
];

/** A job as it is stored. */
export interface StoredJob {
  accountId: string;
  job: Job;
  work: JobWork;
  /** Where to go on: of an export the last message, of an import the parts that are done. Null at the beginning. */
  cursor: string | null;
  /** Since when its steps come to nothing; null while they do not. */
  stuckSinceMs: number | null;
}

/** What makes starting a job twice harmless. */
export interface JobClaim {
  key: string;
  fingerprint: string;
}

interface JobRow extends Record<string, SqlStorageValue> {
  account_id: string;
  fingerprint: string | null;
  cursor: string | null;
  stuck_since_ms: number | null;
  work: string;
  job: string;
}

/** The jobs of one account. */
export class JobStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get openJobs(): number {
    return this.#sql.exec<{ count: number }>("SELECT count(*) AS count FROM jobs WHERE is_open = 1").one().count;
  }

  find(id: string): StoredJob | null {
    const row = this.#sql.exec<JobRow>("SELECT * FROM jobs WHERE id = ?", id).toArray()[0];
    return row === undefined ? null : stored(row);
  }

  /** The job that was started with a claim, and what it was started for. */
  findClaimed(key: string): { job: Job; fingerprint: string | null } | null {
    const row = this.#sql.exec<JobRow>("SELECT * FROM jobs WHERE claim = ?", key).toArray()[0];
    return row === undefined ? null : { job: stored(row).job, fingerprint: row.fingerprint };
  }

  /** Newest first, from the one after `afterId`. Ids begin with the kind of id, so they are held against one another without. */
  list(afterId: string | null, limit: number): Job[] {
    return this.#sql
      .exec<JobRow>(
        `SELECT * FROM jobs WHERE ?1 IS NULL OR substr(id, instr(id, '_')) < substr(?1, instr(?1, '_'))
         ORDER BY substr(id, instr(id, '_')) DESC LIMIT ?2`,
        afterId,
        limit,
      )
      .toArray()
      .map((row) => stored(row).job);
  }

  put({ accountId, job, work, cursor, stuckSinceMs }: StoredJob, claim: JobClaim | null = null): void {
    this.#sql.exec(
      `INSERT INTO jobs (id, account_id, is_open, claim, fingerprint, cursor, stuck_since_ms, work, job)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, cursor = excluded.cursor,
         stuck_since_ms = excluded.stuck_since_ms, job = excluded.job`,
      job.id,
      accountId,
      hasEnded(job.status) ? 0 : 1,
      claim?.key ?? null,
      claim?.fingerprint ?? null,
      cursor,
      stuckSinceMs,
      JSON.stringify(work),
      JSON.stringify(job),
    );
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM jobs WHERE id = ?", id);
  }
}

/** A job that ends now, with what it has made. */
export function ended(job: Job, changes: Partial<Job> & Pick<Job, "status">, nowMs: number): Job {
  const result = job.result === null ? null : { ...job.result, expiresAtMs: nowMs + resultKeptMs };
  return { ...job, result, ...changes, updatedAtMs: nowMs, endedAtMs: nowMs };
}

/** When the files of a job that has ended are deleted. */
export function expiredAtMs({ endedAtMs, updatedAtMs }: Job): number {
  return (endedAtMs ?? updatedAtMs) + resultKeptMs;
}

/** When a job that has ended is forgotten altogether. */
export function forgottenAtMs({ endedAtMs, updatedAtMs }: Job): number {
  return (endedAtMs ?? updatedAtMs) + jobKeptMs;
}

function stored(row: JobRow): StoredJob {
  return {
    accountId: row.account_id,
    job: JSON.parse(row.job) as Job,
    work: JSON.parse(row.work) as JobWork,
    cursor: row.cursor,
    stuckSinceMs: row.stuck_since_ms,
  };
}
