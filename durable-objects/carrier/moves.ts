import { logError } from "../../src/log.ts";
import type { IdFactory } from "../../src/ids.ts";
import type { MovedText } from "../../src/messages/moved.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { EventRows } from "../lib/event-rows.ts";
import { Outbox, defaultOutboxLimits } from "../lib/outbox.ts";
import { OutboxSender } from "../lib/outbox-sender.ts";

export const movesAlarm = "moves_outbox";

export interface MovesOptions {
  sql: SqlStorage;
  alarms: AlarmBook;
  ids: IdFactory;
  carrierId: () => string;
  send: (messages: string[]) => Promise<void>;
  now: () => number;
}

/**
 * Texts that were given away, until the carriers they go to have them. They have an outbox of their own: where the next carrier
 * takes none, the events of this one still go their way.
 */
export class Moves {
  readonly #outbox: Outbox;
  readonly #rows: EventRows<MovedText>;
  readonly #sender: OutboxSender;

  constructor({ sql, alarms, ids, carrierId, send, now }: MovesOptions) {
    this.#outbox = new Outbox(sql, defaultOutboxLimits, movesAlarm);
    this.#rows = new EventRows(this.#outbox, ids);
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms,
      now,
      encode: (chunk) => {
        const moves = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"carrierId":${JSON.stringify(carrierId())},"chunkId":"${chunk.id}","moves":[${moves}]}`;
      },
      send,
      onSendFailed: (error) => logError("outbox.send_failed", error, { carrierId: carrierId() }),
    });
  }

  /** The highest id in use. */
  get lastId(): string | null {
    return this.#outbox.lastId;
  }

  /** Texts that their carriers do not have yet. */
  get underWay(): number {
    return this.#outbox.waitingItems;
  }

  /** The alarms this sets, by kind. */
  readonly handlers = { [movesAlarm]: () => this.#sender.resend() };

  add(moved: MovedText): void {
    this.#rows.add(moved);
  }

  flush(): void {
    this.#rows.flush();
  }

  /** Sends what is stored. */
  async drain(): Promise<void> {
    if (this.#outbox.hasUnconfirmed) await this.#sender.drain();
  }

  /** The next carriers have the texts of these chunks. */
  async confirm(chunkIds: readonly string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }
}
