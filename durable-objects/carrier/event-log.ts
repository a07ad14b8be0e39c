import type { IdFactory } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import type { CarrierEvent } from "../../src/messages/message.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { EventRows } from "../lib/event-rows.ts";
import { Outbox } from "../lib/outbox.ts";
import { OutboxSender, outboxAlarm } from "../lib/outbox-sender.ts";

export interface EventLogOptions {
  sql: SqlStorage;
  alarms: AlarmBook;
  ids: IdFactory;
  carrierId: () => string;
  send: (messages: string[]) => Promise<void>;
  now: () => number;
}

/** What the carrier has to tell, on its way to queue "events". A chunk stays until `confirm`. */
export class EventLog {
  readonly #outbox: Outbox;
  readonly #rows: EventRows<CarrierEvent>;
  readonly #sender: OutboxSender;

  constructor({ sql, alarms, ids, carrierId, send, now }: EventLogOptions) {
    this.#outbox = new Outbox(sql);
    this.#rows = new EventRows(this.#outbox, ids);
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms,
      now,
      encode: (chunk) => {
        const events = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"carrierId":${JSON.stringify(carrierId())},"chunkId":"${chunk.id}","events":[${events}]}`;
      },
      send,
      onSendFailed: (error) => logError("outbox.send_failed", error, { carrierId: carrierId() }),
    });
  }

  /** The highest id in use. */
  get lastId(): string | null {
    return this.#outbox.lastId;
  }

  get hasUnconfirmed(): boolean {
    return this.#outbox.hasUnconfirmed;
  }

  /** The alarms this sets, by kind. */
  readonly handlers = { [outboxAlarm]: () => this.#sender.resend() };

  /** Within the transaction that causes the event. */
  add(event: CarrierEvent): void {
    this.#rows.add(event);
  }

  /** At the end of that transaction. */
  flush(): void {
    this.#rows.flush();
  }

  /** Sends what is stored. */
  async drain(): Promise<void> {
    await this.#sender.drain();
  }

  /** The projector has stored these chunks. */
  async confirm(chunkIds: readonly string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }
}
