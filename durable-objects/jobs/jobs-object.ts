import { DurableObject } from "cloudflare:workers";
import { type Result, fail, ok } from "../../src/errors.ts";
import { deleteJobFiles } from "../../src/jobs/job-files.ts";
import { type Job, type JobWork, hasEnded, openJobsLimit } from "../../src/jobs/job.ts";
import { tellJob } from "../../src/live/tell.ts";
import { logError } from "../../src/log.ts";
import type { Page } from "../../src/page.ts";
import { AlarmBook, type DueAlarm } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import {
  type JobClaim,
  JobStore,
  type StoredJob,
  ended,
  expiredAtMs,
  forgottenAtMs,
  jobsMigrations,
} from "./job-store.ts";
import { type StepOutcome, runStep } from "./run-step.ts";

const stepAlarm = "step";
const expireAlarm = "expire";
const forgetAlarm = "forget";
/** How long a step waits that may go later, and after how long of that the job is given up. */
const laterMs = 15_000;
const stuckForMs = 3_600_000;
/** Tries of a step that throws, over some minutes. */
const attemptsLimit = 8;

/** What a new job is, besides what every job begins with. */
export type NewJob = Pick<Job, "id" | "kind" | "total" | "request" | "createdAtMs" | "createdBy"> & {
  accountId: string;
  work: JobWork;
};

/** How far a job has come that something else does. */
export type FollowedJob = NewJob & Pick<Job, "status" | "done">;

/**
 * The long work of one account: what there is, how far each is, and the steps of what it does itself. Addressed by account id. A
 * step is written down in one transaction after it is done, and does the same when it is done again, so a job goes on
 * wherever it was broken off. Only the Worker and the account's own object call it.
 */
export class JobsObject extends DurableObject<Env> {
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #alarms: AlarmBook;
  readonly #store: JobStore;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    migrate(state.storage, jobsMigrations);
    this.#state = state;
    this.#env = env;
    this.#alarms = new AlarmBook(state.storage, () => Date.now());
    this.#store = new JobStore(state.storage.sql);
  }

  /** Starts a job, once for each claim. Errors: limit_reached, idempotency_key_reused. */
  start(newJob: NewJob, claim: JobClaim | null): Result<Job> {
    const claimed = claim === null ? null : this.#store.findClaimed(claim.key);
    if (claimed !== null && claimed.fingerprint !== claim?.fingerprint) return fail("idempotency_key_reused");
    if (claimed !== null) return ok(claimed.job);
    if (this.#store.openJobs >= openJobsLimit) {
      return fail("limit_reached", { message: `An account can have ${openJobsLimit} jobs under way.` });
    }
    const stored = begun(newJob);
    this.#state.storage.transactionSync(() => {
      this.#store.put(stored, claim);
      this.#alarms.set(stepAlarm, newJob.id, newJob.createdAtMs);
    });
    return ok(stored.job);
  }

  /** Somebody else's job has begun, come further or ended. One that was canceled stays so. */
  async follow({ status, done, ...newJob }: FollowedJob): Promise<void> {
    const stored = this.#store.find(newJob.id) ?? begun(newJob);
    if (hasEnded(stored.job.status)) return;
    const nowMs = Date.now();
    const job = hasEnded(status)
      ? ended(stored.job, { status, done }, nowMs)
      : { ...stored.job, status, done, updatedAtMs: nowMs };
    this.#save({ ...stored, job });
    await this.#tell(stored.accountId, job);
  }

  find(id: string): Job | null {
    return this.#store.find(id)?.job ?? null;
  }

  list(afterId: string | null, limit: number): Page<Job> {
    const jobs = this.#store.list(afterId, limit + 1);
    const items = jobs.slice(0, limit);
    return { items, next: jobs.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** Ends a job where it is; one that has ended stays as it is. Errors: not_found. */
  async cancel(id: string): Promise<Result<Job>> {
    const stored = this.#store.find(id);
    if (stored === null) return fail("not_found");
    if (hasEnded(stored.job.status)) return ok(stored.job);
    if (stored.work.kind === "webhook_replay") await this.#env.ACCOUNT.getByName(stored.accountId).replays.cancel(id);
    const job = ended(stored.job, { status: "canceled" }, Date.now());
    this.#save({ ...stored, job });
    await this.#tell(stored.accountId, job);
    return ok(job);
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    const handlers = {
      [stepAlarm]: (due: DueAlarm) => this.#step(due),
      [expireAlarm]: ({ id }: DueAlarm) => this.#expire(id),
      [forgetAlarm]: ({ id }: DueAlarm) => this.#store.remove(id),
    };
    await this.#alarms.run(
      handlers,
      (due, error) => logError("job.step_failed", error, { jobId: due.id, kind: due.kind }),
      info,
    );
  }

  async #step({ id, attempt }: DueAlarm): Promise<void> {
    const stored = this.#store.find(id);
    if (stored === null || hasEnded(stored.job.status)) return;
    const outcome = attempt >= attemptsLimit ? givenUp : await runStep(this.#env, stored);
    const current = this.#store.find(id);
    if (outcome === null || current === null) return;
    // It was canceled meanwhile.
    if (hasEnded(current.job.status)) return this.#noteLate(current, outcome);
    const next = after(stored, outcome, Date.now());
    this.#save(next);
    if (!hasEnded(next.job.status)) {
      this.#alarms.set(stepAlarm, id, Date.now() + (outcome.kind === "later" ? laterMs : 1));
    }
    await this.#tell(stored.accountId, next.job);
  }

  /** What an import sent while it was canceled is sent: it is in what it made. */
  #noteLate(stored: StoredJob, outcome: StepOutcome): void {
    if (stored.work.kind !== "message_import" || !("changes" in outcome)) return;
    const { status, endedAtMs } = stored.job;
    const job = ended({ ...stored.job, ...outcome.changes }, { status }, endedAtMs ?? Date.now());
    this.#save({ ...stored, job });
  }

  /** Deletes what was uploaded and what was made, with a part that a step wrote and nobody noted. */
  async #expire(id: string): Promise<void> {
    const stored = this.#store.find(id);
    if (stored === null) return;
    const { accountId, job } = stored;
    await deleteJobFiles(this.#env.JOB_FILES, { accountId, jobId: id, side: "out" }, (job.result?.parts ?? 0) + 1);
    await this.#deleteUpload(stored);
    this.#store.put({ ...stored, job: { ...job, result: null } });
  }

  #save(stored: StoredJob): void {
    const { job } = stored;
    this.#state.storage.transactionSync(() => {
      this.#store.put(stored);
      if (!hasEnded(job.status)) return;
      if (stored.work.kind !== "webhook_replay") this.#alarms.set(expireAlarm, job.id, expiredAtMs(job));
      this.#alarms.set(forgetAlarm, job.id, forgottenAtMs(job));
    });
    if (hasEnded(job.status)) {
      this.#state.waitUntil(
        this.#deleteUpload(stored).catch((error: unknown) => logError("job.upload_kept", error, { jobId: job.id })),
      );
    }
  }

  async #deleteUpload({ accountId, job, work }: StoredJob): Promise<void> {
    if (work.kind !== "message_import") return;
    await deleteJobFiles(this.#env.JOB_FILES, { accountId, jobId: job.id, side: "in" }, work.parts);
  }

  #tell(accountId: string, { id, kind, status, done, total }: Job): Promise<void> {
    return tellJob(this.#env, accountId, { id, kind, status, done, total });
  }
}

const givenUp: StepOutcome = {
  kind: "failed",
  error: { code: "internal_error", message: "It failed again and again; what was done stays done." },
};

function begun({ accountId, work, ...asked }: NewJob): StoredJob {
  const job: Job = {
    ...asked,
    status: "waiting",
    done: 0,
    errors: 0,
    error: null,
    updatedAtMs: asked.createdAtMs,
    endedAtMs: null,
    result: null,
  };
  return { accountId, job, work, cursor: null, stuckSinceMs: null };
}

/** A job after one of its steps. */
function after(stored: StoredJob, outcome: StepOutcome, nowMs: number): StoredJob {
  const { job, stuckSinceMs } = stored;
  switch (outcome.kind) {
    case "further": {
      const further: Job = { ...job, ...outcome.changes, status: "running", updatedAtMs: nowMs };
      return { ...stored, job: further, cursor: outcome.cursor, stuckSinceMs: null };
    }
    case "done": {
      const whole = { ...job, ...outcome.changes };
      return { ...stored, job: ended({ ...whole, total: whole.done }, { status: "done" }, nowMs) };
    }
    case "later": {
      const sinceMs = stuckSinceMs ?? nowMs;
      if (nowMs - sinceMs < stuckForMs) {
        return { ...stored, stuckSinceMs: sinceMs, job: { ...job, status: "running", updatedAtMs: nowMs } };
      }
      return { ...stored, job: ended(job, { status: "failed", error: outcome.error }, nowMs) };
    }
    case "failed":
      return { ...stored, job: ended(job, { status: "failed", error: outcome.error }, nowMs) };
  }
}
