import { logError } from "../../src/log.ts";
import type { AlarmBook } from "./alarm-book.ts";
import type { Outbox } from "./outbox.ts";
import { OutboxSender } from "./outbox-sender.ts";

export interface QueueSenderOptions {
  outbox: Outbox;
  alarms: AlarmBook;
  queue: Queue<string>;
  /** Whose outbox it is; goes with every chunk, and into the log. */
  owner: () => { accountId: string } | { carrierId: string };
  /** The field that a chunk's items are in. */
  items: "texts" | "events" | "moves";
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
}

/** Moves an outbox to a queue, each chunk as `{…owner, chunkId, [items]: […]}`. */
export function createQueueSender({
  outbox,
  alarms,
  queue,
  owner,
  items,
  now,
  waitUntil,
}: QueueSenderOptions): OutboxSender {
  return new OutboxSender({
    outbox,
    alarms,
    now,
    waitUntil,
    encode: ({ id, bodies }) => {
      const head = JSON.stringify({ ...owner(), chunkId: id }).slice(0, -1);
      return `${head},"${items}":[${bodies.map((body) => body.slice(1, -1)).join(",")}]}`;
    },
    send: async (messages) => {
      await queue.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
    },
    onSendFailed: (error) => logError("outbox.send_failed", error, owner()),
  });
}
