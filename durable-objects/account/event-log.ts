import type { AccountEvent } from "../../src/events/account-event.ts";
import { createIdFactory } from "../../src/ids.ts";
import { logError } from "../../src/log.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { EventRows } from "../lib/event-rows.ts";
import { Outbox, defaultOutboxLimits } from "../lib/outbox.ts";
import { OutboxSender } from "../lib/outbox-sender.ts";

export const accountOutboxAlarm = "account_outbox";

export interface AccountEventLogOptions {
  sql: SqlStorage;
  alarms: AlarmBook;
  /** Queue "events". */
  queue: Queue<string>;
  accountId: () => string;
  now: () => number;
  random: (bytes: Uint8Array) => void;
  /** Keeps a promise of the object's going: `ctx.waitUntil`. */
  waitUntil: (promise: Promise<unknown>) => void;
}

/**
 * What the account itself has to tell, on its way to queue "events": events are added within the transaction that causes
 * them, closed by `flush` at its end, and sent once it is over. A chunk stays until `confirm`.
 */
export class AccountEventLog {
  readonly #outbox: Outbox;
  readonly #rows: EventRows<AccountEvent>;
  readonly #sender: OutboxSender;
  readonly #waitUntil: (promise: Promise<unknown>) => void;

  constructor({ sql, alarms, queue, accountId, now, random, waitUntil }: AccountEventLogOptions) {
    this.#outbox = new Outbox(sql, defaultOutboxLimits, accountOutboxAlarm);
    const ids = createIdFactory(now, random);
    const lastId = this.#outbox.lastId;
    if (lastId !== null) ids.startAfter(lastId);
    this.#rows = new EventRows(this.#outbox, ids);
    this.#waitUntil = waitUntil;
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms,
      now,
      encode: (chunk) => {
        const events = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"accountId":${JSON.stringify(accountId())},"chunkId":"${chunk.id}","events":[${events}]}`;
      },
      send: async (messages) => {
        await queue.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
      },
      onSendFailed: (error) => logError("outbox.send_failed", error, { accountId: accountId() }),
    });
  }

  /** Within the transaction that causes the event. */
  add(event: AccountEvent): void {
    this.#rows.add(event);
  }

  /** At the end of that transaction. What was added is on its way as soon as the turn is over. */
  flush(): void {
    this.#rows.flush();
    // Inside the transaction it might yet be rolled back.
    if (this.#outbox.hasUnconfirmed) this.#waitUntil(Promise.resolve().then(() => this.#sender.drain()));
  }

  /** The consumer has done all that these chunks ask for. */
  async confirm(chunkIds: readonly string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }

  /** The handler of `accountOutboxAlarm`. */
  resend(): Promise<void> {
    return this.#sender.resend();
  }
}
