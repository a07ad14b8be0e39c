import type { Account } from "../../../src/accounts/account.ts";
import type { DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import { type DuePlan, planDue } from "../../../src/schedules/plan-due.ts";
import { maySendAt } from "../../../src/schedules/send-timing.ts";
import type { ScheduledStore } from "../scheduled-store.ts";
import type { TextCheck } from "../text-checks.ts";
import type { TimingDefaultsStore } from "../timing-defaults.ts";

/** Whether a text may wait for its time, and when that is. */
export class TimingCheck implements TextCheck {
  readonly #store: ScheduledStore;
  readonly #defaults: TimingDefaultsStore;
  readonly #plans = new Map<DraftText, DuePlan>();
  #limit = 0;
  #taken = 0;
  #nowMs = 0;

  constructor(store: ScheduledStore, defaults: TimingDefaultsStore) {
    this.#store = store;
    this.#defaults = defaults;
  }

  prepare(_drafts: readonly DraftText[], account: Account, nowMs: number): void {
    this.#plans.clear();
    this.#limit = account.limits.maxScheduledMessages;
    this.#taken = 0;
    this.#nowMs = nowMs;
  }

  refusalOf(draft: DraftText): TextRefusal | null {
    const defaults = this.#defaults.value;
    if (draft.timing === undefined && defaults.quietHours === null) return null;
    const sendAtMs = draft.timing?.sendAtMs;
    if (sendAtMs !== undefined && !maySendAt(sendAtMs, this.#nowMs)) return { error: "invalid_request" };
    const plan = planDue(draft, draft.timing ?? {}, defaults, this.#nowMs);
    if (!plan.ok) return { error: plan.error };
    if (this.#waits(plan) && this.#store.count + this.#taken >= this.#limit) return { error: "schedule_full" };
    this.#plans.set(draft, plan);
    return null;
  }

  take(draft: DraftText): void {
    const plan = this.planOf(draft);
    if (plan !== null && this.#waits(plan)) this.#taken += 1;
  }

  /** When a draft of this request goes; null where nobody asked for anything but now. */
  planOf(draft: DraftText): DuePlan | null {
    return this.#plans.get(draft) ?? null;
  }

  #waits({ dueAtMs }: DuePlan): boolean {
    return dueAtMs > this.#nowMs;
  }
}
