import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { Configuration } from "./configuration.ts";
import { DrainingConnectors } from "./draining-connectors.ts";
import { EventLog } from "./event-log.ts";
import { Journals } from "./journals.ts";
import { LeaseDesk } from "./lease-desk.ts";
import { Links } from "./links.ts";
import { Moves } from "./moves.ts";
import { ReceiptBook } from "./receipt-book.ts";

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
  /** What the carrier has to tell, on its way to queue "events". */
  readonly events: EventLog;
  /** Texts on their way to other carriers, by the same queue. */
  readonly moves: Moves;
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
    this.receipts = new ReceiptBook(this.sql, () => {
      logError("receipt.dialect_drift", "receipts spell message ids in another way than before", {
        carrierId: this.carrierId,
      });
    });
    const outboxes = {
      sql: this.sql,
      alarms: this.alarms,
      ids: this.ids,
      carrierId: () => this.carrierId,
      send: async (messages: string[]): Promise<void> => {
        await env.EVENTS.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
      },
      now: this.now,
    };
    this.events = new EventLog(outboxes);
    this.moves = new Moves(outboxes);
    const [lastId] = [this.events.lastId, this.moves.lastId]
      .filter((id) => id !== null)
      .sort((a, b) => (a < b ? 1 : -1));
    if (lastId !== undefined) this.ids.startAfter(lastId);
  }

  /** Empty until the carrier has been configured. */
  get carrierId(): string {
    return this.configuration.current?.id ?? "";
  }

  /** Goes on after the answer has left. */
  waitUntil(work: Promise<unknown>): void {
    this.#state.waitUntil(work);
  }

  /** Sends what was written once the turn that wrote it is over: inside its transaction it might yet be rolled back. */
  drain(): void {
    if (this.moves.underWay > 0) this.waitUntil(Promise.resolve().then(() => this.moves.drain()));
    if (this.events.hasUnconfirmed) this.waitUntil(Promise.resolve().then(() => this.events.drain()));
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
