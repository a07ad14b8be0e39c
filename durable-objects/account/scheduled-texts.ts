import type { WaitingText } from "../../src/messages/waiting-text.ts";
import type { AccountContext } from "./account-context.ts";
import { CanceledTexts } from "./canceled-texts.ts";
import { FiredTexts } from "./fired-texts.ts";
import { type ScheduledEntry, ScheduledStore } from "./scheduled-store.ts";

type Waiting<State extends WaitingText["state"]> = Extract<WaitingText, { state: State }>;

/** What may be done with texts that wait for their time. Its methods are parts of a transaction, which ends with `close`. */
export class ScheduledTexts {
  readonly store: ScheduledStore;
  readonly fired: FiredTexts;
  readonly #context: AccountContext;
  readonly #canceled: CanceledTexts;
  /** The earliest that was stored in this transaction. */
  #earliestDueAtMs = Infinity;

  constructor(context: AccountContext) {
    this.#context = context;
    this.store = new ScheduledStore(context.sql, context.alarms);
    this.fired = new FiredTexts(context.sql);
    this.#canceled = new CanceledTexts(context.sql);
  }

  add(entry: ScheduledEntry, nowMs: number): void {
    this.store.add(entry);
    this.#announce(entry, nowMs);
  }

  /** Stores a text in the place of what it was; what is held for it becomes its price. */
  replace(entry: ScheduledEntry, nowMs: number): void {
    this.store.replace(entry);
    const { text, dueAtMs } = entry;
    this.#context.funds.changeHold({ id: text.id, priceMicros: text.priceMicros, dueAtMs });
    this.#announce(entry, nowMs);
  }

  /** Takes a text out for good; null where it does not wait. One that is canceled already is told as it is. */
  cancel(id: string, nowMs: number): Waiting<"canceled"> | null {
    const entry = this.store.find(id);
    if (entry === null) return this.#canceled.find(id);
    this.store.remove([id]);
    const canceled: Waiting<"canceled"> = {
      state: "canceled",
      text: entry.text,
      dueAtMs: entry.dueAtMs,
      canceledAtMs: nowMs,
    };
    this.#canceled.add(canceled);
    this.#context.events.add({
      accountId: this.#context.accountId,
      messageId: id,
      key: "canceled",
      entry: { type: "canceled", atMs: nowMs },
      status: "canceled",
    });
    this.#context.funds.settleStep([id], { type: "canceled", status: "canceled" }, "canceled");
    return canceled;
  }

  /** Ends the transaction's part: sets the alarm, and sends what there is to tell. */
  close(): void {
    if (this.#earliestDueAtMs !== Infinity) this.store.armFor(this.#earliestDueAtMs);
    this.#earliestDueAtMs = Infinity;
    this.#context.events.flush();
  }

  /** A text that waits for its time, is canceled, or has fired and waits in the outbox with others of its kind. */
  find(id: string): WaitingText | null {
    const entry = this.store.find(id);
    if (entry !== null) return { state: "scheduled", text: entry.text, dueAtMs: entry.dueAtMs };
    return this.#canceled.find(id) ?? this.fired.find(id);
  }

  #announce({ text, dueAtMs }: ScheduledEntry, nowMs: number): void {
    this.#earliestDueAtMs = Math.min(this.#earliestDueAtMs, dueAtMs);
    this.#context.events.add({ scheduled: { ...text, dueAtMs, changedAtMs: nowMs } });
  }
}
