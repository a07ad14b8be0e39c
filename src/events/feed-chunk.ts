import type { EventType } from "./event-types.ts";
import type { SettledMessages, SettledState } from "../money/settle.ts";
import type { TraceContext } from "../traces/traceparent.ts";
import type { FeedEvent } from "./feed-event.ts";

/** What one events chunk has for one account. The same chunk always has the same id. */
export interface FeedChunk {
  chunkId: string;
  /** 0 where nothing is to be told now, though something may have been on an earlier delivery. */
  events: number;
  /** Each type once. */
  types: EventType[];
  /** A JSON array of FeedEvents. */
  body: string;
  /** What the chunk settles of the account's money. */
  charges: SettledMessages;
  /** Where events come from that are traced, by their ids; absent where none is. */
  traces?: EventTraces;
}

export type EventTraces = Readonly<Record<string, TraceContext>>;

/** A chunk as it is kept. */
export type StoredChunk = Omit<FeedChunk, "charges" | "traces">;

export type FeedChunkOfAccount = FeedChunk & { accountId: string };

interface OwnEvents extends Record<SettledState, string[]> {
  types: Set<EventType>;
  events: string[];
}

/** Gathers a chunk's events by account. Each event is encoded once: these are the octets of the feed and of every webhook. */
export class FeedChunkBuilder {
  readonly #chunkId: string;
  readonly #byAccount = new Map<string, OwnEvents>();

  constructor(chunkId: string) {
    this.#chunkId = chunkId;
  }

  /**
   * The chunk is about this account, even where there is nothing to tell it: it may have recorded something of it on an earlier delivery
   * that was not handed on.
   */
  concern(accountId: string): void {
    this.#ownOf(accountId);
  }

  add(accountId: string, event: FeedEvent): void {
    const own = this.#ownOf(accountId);
    own.types.add(event.type);
    own.events.push(JSON.stringify(event));
  }

  /** Says what became of the money that is held for a message which the account is told of. */
  settle(accountId: string, messageId: string, charge: SettledState): void {
    this.#byAccount.get(accountId)?.[charge].push(messageId);
  }

  #ownOf(accountId: string): OwnEvents {
    const known = this.#byAccount.get(accountId);
    if (known !== undefined) return known;
    const own: OwnEvents = { types: new Set(), events: [], spent: [], refunded: [] };
    this.#byAccount.set(accountId, own);
    return own;
  }

  build(): FeedChunkOfAccount[] {
    return Array.from(this.#byAccount, ([accountId, { types, events, spent, refunded }]) => ({
      accountId,
      chunkId: this.#chunkId,
      events: events.length,
      types: [...types],
      body: `[${events.join(",")}]`,
      charges: { spent, refunded },
    }));
  }
}
