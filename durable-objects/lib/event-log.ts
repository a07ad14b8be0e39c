import type { IdFactory } from "../../src/ids.ts";
import type { AlarmHandler } from "./alarm-book.ts";
import { EventRows } from "./event-rows.ts";
import { Outbox, defaultOutboxLimits } from "./outbox.ts";
import type { OutboxSender } from "./outbox-sender.ts";
import type { OutboxName } from "./outbox-statements.ts";
import { type QueueSenderOptions, createQueueSender } from "./queue-sender.ts";

export interface EventLogOptions extends Omit<QueueSenderOptions, "outbox"> {
  sql: SqlStorage;
  outboxName: OutboxName;
  /** Names the rows; its ids go on after those in the outbox. */
  ids: IdFactory;
}

/**
 * What an object has to tell, on its way to queue "events": events are added within the transaction that causes them, closed
 * by `flush` at its end, and sent once it is over. A chunk stays until `confirm`.
 */
export class EventLog<Event> {
  readonly #outbox: Outbox;
  readonly #rows: EventRows<Event>;
  readonly #sender: OutboxSender;
  readonly #waitUntil: (promise: Promise<unknown>) => void;

  constructor({ sql, outboxName, ids, ...options }: EventLogOptions) {
    this.#outbox = new Outbox(sql, defaultOutboxLimits, outboxName);
    const { lastId } = this.#outbox;
    if (lastId !== null) ids.startAfter(lastId);
    this.#rows = new EventRows(this.#outbox, ids);
    this.#sender = createQueueSender({ ...options, outbox: this.#outbox });
    this.#waitUntil = options.waitUntil;
  }

  /** Events not yet confirmed, sent or not. */
  get waitingItems(): number {
    return this.#outbox.waitingItems;
  }

  /** The alarms this sets, by kind. */
  get handlers(): Readonly<Record<string, AlarmHandler>> {
    return { [this.#outbox.name]: () => this.#sender.resend() };
  }

  /** Within the transaction that causes the event. */
  add(event: Event): void {
    this.#rows.add(event);
  }

  /** At the end of that transaction. What was added is on its way as soon as the turn is over. */
  flush(): void {
    this.#rows.flush();
    // Inside the transaction it might yet be rolled back.
    if (this.#outbox.hasUnconfirmed) this.#waitUntil(Promise.resolve().then(() => this.#sender.drain()));
  }

  /** Whether a chunk was sent and nobody has confirmed it. */
  hasChunk(chunkId: string): boolean {
    return this.#outbox.hasChunk(chunkId);
  }

  /** The consumer has done all that these chunks ask for. */
  confirm(chunkIds: readonly string[]): void {
    this.#outbox.confirm(chunkIds);
    this.#sender.drain();
  }
}
