import { RpcTarget } from "cloudflare:workers";
import type { AcceptRequest } from "../../src/accounts/account.ts";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { Page } from "../../src/page.ts";
import {
  type Schedule,
  type ScheduleRun,
  type ScheduleSettings,
  planNextRun,
  timingSettings,
} from "../../src/schedules/schedule.ts";
import type { AccountContext } from "./account-context.ts";
import { readClaim, writeClaim } from "./idempotency.ts";
import type { ScheduleStore } from "./schedule-store.ts";

/** Recurring schedules an account may have. */
const scheduleLimit = 1_000;

/** A change of a schedule, and which key made it. */
export interface ScheduleChange {
  keyId: string;
  before: Schedule;
  after: Schedule;
}

/** The account's recurring schedules, for its customers. */
export class AccountSchedules extends RpcTarget {
  readonly #context: AccountContext;
  readonly #store: ScheduleStore;

  constructor(context: AccountContext, store: ScheduleStore) {
    super();
    this.#context = context;
    this.#store = store;
  }

  /** Errors: unauthenticated, missing_scope, idempotency_key_reused, limit_reached. */
  create(
    key: PresentedKey,
    settings: ScheduleSettings,
    idempotency: AcceptRequest["idempotency"],
  ): Result<{ keyId: string; schedule: Schedule; replayed: boolean }> {
    const authorized = this.#context.authorize(key, "schedules:write");
    if (!authorized.ok) return authorized;
    const { keyId } = authorized.value;
    const { sql, ids, now } = this.#context;
    const nowMs = now();
    if (idempotency !== undefined) {
      const claim = readClaim<Schedule>(sql, idempotency, nowMs);
      if (claim.state === "conflict") return fail("idempotency_key_reused");
      if (claim.state === "replay") return ok({ keyId, schedule: claim.reply, replayed: true });
    }
    if (this.#store.count >= scheduleLimit) return fail("limit_reached");
    const unplanned = { ...settings, id: ids.next("schedule"), version: 1, runs: 0, createdAtMs: nowMs };
    const schedule: Schedule = { ...unplanned, nextRunAtMs: planNextRun(unplanned, nowMs) };
    this.#context.transaction(() => {
      this.#store.put(schedule);
      if (idempotency !== undefined) writeClaim(sql, idempotency, schedule, nowMs);
      this.#store.arm(0);
    });
    return ok({ keyId, schedule, replayed: false });
  }

  /** Newest first. Errors: unauthenticated, missing_scope. */
  list(key: PresentedKey, page: { afterId?: string | undefined; limit: number }): Result<Page<Schedule>> {
    const authorized = this.#context.authorize(key, "messages:read");
    return authorized.ok ? ok(this.#store.list(page.afterId, page.limit)) : authorized;
  }

  /** Errors: unauthenticated, missing_scope, not_found. */
  get(key: PresentedKey, scheduleId: string): Result<Schedule> {
    const authorized = this.#context.authorize(key, "messages:read");
    if (!authorized.ok) return authorized;
    const schedule = this.#store.find(scheduleId);
    return schedule === null ? fail("not_found") : ok(schedule);
  }

  /** The last runs, newest first. Errors: unauthenticated, missing_scope, not_found. */
  listRuns(key: PresentedKey, scheduleId: string): Result<ScheduleRun[]> {
    const schedule = this.get(key, scheduleId);
    return schedule.ok ? ok(this.#store.runs(scheduleId)) : schedule;
  }

  /** As it is, for whoever may change it. Errors: unauthenticated, missing_scope, not_found, version_conflict. */
  getToChange(key: PresentedKey, scheduleId: string, expectedVersion: number | undefined): Result<Schedule> {
    const found = this.#findToWrite(key, scheduleId, expectedVersion);
    return found.ok ? ok(found.value.schedule) : found;
  }

  /** Runs that were missed while it was paused are not made up for. Errors: unauthenticated, missing_scope, not_found, version_conflict. */
  change(
    key: PresentedKey,
    scheduleId: string,
    changes: Partial<ScheduleSettings>,
    expectedVersion: number | undefined,
  ): Result<ScheduleChange> {
    const found = this.#findToWrite(key, scheduleId, expectedVersion);
    if (!found.ok) return found;
    const { keyId, schedule: before } = found.value;
    const after: Schedule = { ...before, ...changes, version: before.version + 1 };
    // A run that is due and has not been made yet stays due unless its time changes, and one that was made is not made again.
    if (timingSettings.some((setting) => after[setting] !== before[setting])) {
      after.nextRunAtMs = planNextRun(after, Math.max(this.#context.now(), this.#store.lastRunDueAtMs(scheduleId)));
    }
    this.#context.transaction(() => {
      this.#store.put(after);
      this.#store.arm(0);
    });
    return ok({ keyId, before, after });
  }

  /** Errors: unauthenticated, missing_scope, not_found, version_conflict. */
  remove(
    key: PresentedKey,
    scheduleId: string,
    expectedVersion: number | undefined,
  ): Result<{ keyId: string; schedule: Schedule }> {
    const found = this.#findToWrite(key, scheduleId, expectedVersion);
    if (!found.ok) return found;
    this.#context.transaction(() => {
      this.#store.remove(scheduleId);
      this.#store.arm(0);
    });
    return found;
  }

  #findToWrite(
    key: PresentedKey,
    scheduleId: string,
    expectedVersion: number | undefined,
  ): Result<{ keyId: string; schedule: Schedule }> {
    const authorized = this.#context.authorize(key, "schedules:write");
    if (!authorized.ok) return authorized;
    const schedule = this.#store.find(scheduleId);
    if (schedule === null) return fail("not_found");
    if (expectedVersion !== undefined && expectedVersion !== schedule.version) return fail("version_conflict");
    return ok({ keyId: authorized.value.keyId, schedule });
  }
}
