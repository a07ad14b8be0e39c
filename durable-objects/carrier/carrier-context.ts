import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import type { MovedText } from "../../src/messages/moved.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { EventLog } from "../lib/event-log.ts";
import { CarrierEvents } from "./carrier-events.ts";
import { Configuration } from "./configuration.ts";
import { DrainingConnectors } from "./draining-connectors.ts";
import { Journals } from "./journals.ts";
import { LeaseDesk } from "./lease-desk.ts";
import { Links } from "./links.ts";
import { ReceiptBook } from "./receipt-book.ts";
import { dateOldReceipts } from "./receipt-rows.ts";
import { dayOf } from "./receipt-tables.ts";

/** What the concerns of one carrier share: its storage, its configuration, its links, its clock and ids, and what it has to tell. */
export class CarrierContext {
  readonly env: Env;
  readonly storage: DurableObjectStorage;
  readonly sql: SqlStorage;
  readonly alarms: AlarmBook;
  readonly ids: IdFactory;
  readonly configuration: Configuration;
  readonly journals: Journals;
  readonly links: Links;
  readonly draining: DrainingConnectors;
  /** Which connector has which bind. */
  readonly leases: LeaseDesk;
  readonly receipts: ReceiptBook;
  /** When receipts last turned to another spelling of ids, as far as this instance knows. */
  driftedAtMs: number | null = null;
  /** What the carrier has to tell, on its way to queue "events". */
  readonly events: CarrierEvents;
  /**
   * Texts that were given away, until the carriers they go to have them. They have an outbox of their own: where the next
   * carrier takes none, the events of this one still go their way.
   */
  readonly moves: EventLog<MovedText>;
  readonly now: () => number = Date.now;
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState, env: Env) {
    this.#state = state;
    this.env = env;
    this.storage = state.storage;
    this.sql = state.storage.sql;
    this.alarms = new AlarmBook(this.storage, this.now);
    this.ids = createIdFactory(this.now, (bytes) => crypto.getRandomValues(bytes));
    this.configuration = new Configuration(this.storage, env.CREDENTIALS_KEY);
    this.journals = new Journals(this.sql);
    this.links = new Links(state);
    this.links.closeUnfinished();
    this.draining = new DrainingConnectors(this.sql);
    this.leases = new LeaseDesk(this);
    dateOldReceipts(this.sql, dayOf(this.now()));
    this.receipts = new ReceiptBook(this.sql, () => {
      this.driftedAtMs = this.now();
      logError("receipt.dialect_drift", "receipts spell message ids in another way than before", {
        carrierId: this.carrierId,
      });
    });
    const telling = {
      sql: this.sql,
      alarms: this.alarms,
      queue: env.EVENTS,
      owner: () => ({ carrierId: this.carrierId }),
      ids: this.ids,
      now: this.now,
      waitUntil: (work: Promise<unknown>) => this.waitUntil(work),
    };
    this.events = new CarrierEvents({
      ...telling,
      outboxName: "outbox",
      items: "events",
      holdMs: () => this.configuration.current?.holdSentMs ?? 0,
      atOnce: (write) => this.transaction(write),
    });
    this.moves = new EventLog({ ...telling, outboxName: "moves_outbox", items: "moves" });
  }

  /** Empty until the carrier has been configured. */
  get carrierId(): string {
    return this.configuration.current?.id ?? "";
  }

  /** Goes on after the answer has left. */
  waitUntil(work: Promise<unknown>): void {
    this.#state.waitUntil(work);
  }

  /** Runs `write` in one transaction. Where it throws, memory may be ahead of what was rolled back: the object begins again from the disk. */
  transaction(write: () => void): void {
    try {
      this.storage.transactionSync(write);
    } catch (error) {
      this.#state.abort(`a transaction failed: ${String(error)}`);
      throw error;
    }
  }
}
