import { type FeedCursor, formatFeedCursor } from "../../src/events/feed-cursor.ts";
import type { FeedStore } from "./feed-store.ts";

/** Streams an account may have open. */
export const streamLimit = 20;

const eventsPerWrite = 100;
const heartbeatMs = 15_000;
/** What a client waits before it comes back after the stream broke off. */
const reconnectMs = 2_000;

const encoder = new TextEncoder();

/**
 * The live streams of one account, as server-sent events. A stream is read from the store as fast as its client takes it, so
 * nothing is held in memory for a slow one; one that has read everything sleeps until `wake`.
 */
export class FeedStreams {
  readonly #store: FeedStore;
  readonly #sleepers = new Set<() => void>();
  #open = 0;

  constructor(store: FeedStore) {
    this.#store = store;
  }

  get isFull(): boolean {
    return this.#open >= streamLimit;
  }

  /** Something was appended. */
  wake(): void {
    for (const wakeUp of this.#sleepers) wakeUp();
    this.#sleepers.clear();
  }

  /** `mayRead` is asked before every write: a stream ends with the key that opened it. */
  open(after: FeedCursor, filter: readonly string[], mayRead: () => boolean): ReadableStream<Uint8Array> {
    let cursor = after;
    let isOpen = true;
    this.#open += 1;
    const close = (): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#open -= 1;
    };
    return new ReadableStream(
      {
        type: "bytes",
        start: (controller) => controller.enqueue(encoder.encode(`retry: ${reconnectMs}\n\n`)),
        pull: async (controller) => {
          let read = this.#read(cursor, filter);
          if (read.text === "" && !read.hasMore) {
            await this.#sleep();
            read = this.#read(cursor, filter);
          }
          // The client may have gone while this slept.
          if (!isOpen) return;
          if (!mayRead()) {
            close();
            controller.close();
            return;
          }
          cursor = read.next;
          controller.enqueue(encoder.encode(read.text === "" ? ": still here\n\n" : read.text));
        },
        cancel: close,
      },
      { highWaterMark: 0 },
    );
  }

  #read(after: FeedCursor, filter: readonly string[]): { text: string; next: FeedCursor; hasMore: boolean } {
    const { events, next, hasMore } = this.#store.read(after, eventsPerWrite, filter);
    const text = events
      .map(({ event, at }) => `id: ${formatFeedCursor(at)}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join("");
    return { text, next, hasMore };
  }

  /** Until something is appended, or it is time for a sign of life. */
  #sleep(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, heartbeatMs);
    this.#sleepers.add(resolve);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#sleepers.delete(resolve);
    });
  }
}
