import type { AcceptedItem, Account } from "../../src/accounts/account.ts";
import { logError } from "../../src/log.ts";
import { type Schedule, type ScheduleRun, planNextRun } from "../../src/schedules/schedule.ts";
import type { Acceptance } from "./acceptance.ts";
import type { AccountContext } from "./account-context.ts";
import type { ScheduleStore } from "./schedule-store.ts";

/** Schedules that one alarm runs; more are due at once only rarely. */
const batchSize = 100;

/**
 * Runs the recurring schedules whose time has come. A run is one transaction, which takes its texts, writes what became of
 * them and moves the schedule on to its next run: it is whole or it has not been. One that was missed while nothing ran is
 * made late, several as one.
 */
export class ScheduleRunner {
  readonly #context: AccountContext;
  readonly #store: ScheduleStore;
  readonly #acceptance: Acceptance;

  constructor(context: AccountContext, store: ScheduleStore, acceptance: Acceptance) {
    this.#context = context;
    this.#store = store;
    this.#acceptance = acceptance;
  }

  /** The alarm's handler. */
  run(): void {
    const { account } = this.#context.record;
    if (account === null) return;
    const nowMs = this.#context.now();
    for (const id of this.#store.dueIds(nowMs, batchSize)) this.#runOne(id, account, nowMs);
    this.#store.arm(nowMs + 1);
    this.#context.sender.drain();
  }

  #runOne(id: string, account: Account, nowMs: number): void {
    this.#context.transaction(() => {
      const schedule = this.#read(id);
      if (schedule === null || schedule.nextRunAtMs === null) return;
      const run: ScheduleRun = {
        dueAtMs: schedule.nextRunAtMs,
        ranAtMs: nowMs,
        items:
          account.status === "suspended"
            ? schedule.drafts.map(() => ({ error: "account_suspended" }))
            : this.#acceptance.take(schedule.drafts, account, nowMs).map(withoutDetails),
      };
      this.#store.addRun(id, run);
      const ran = { ...schedule, runs: schedule.runs + 1 };
      this.#store.put({ ...ran, nextRunAtMs: planNextRun(ran, nowMs) });
    });
  }

  /** Null for one that cannot be read, which is stopped and holds up no other. */
  #read(id: string): Schedule | null {
    try {
      return this.#store.find(id);
    } catch (error) {
      this.#store.stop(id);
      logError("schedule.stopped", error, { accountId: this.#context.accountId, scheduleId: id });
      return null;
    }
  }
}

function withoutDetails(item: AcceptedItem): ScheduleRun["items"][number] {
  return "id" in item ? { id: item.id } : { error: item.error };
}
