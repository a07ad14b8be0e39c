import type { EventType } from "./event-types.ts";
import type { SettledMessages, SettledState } from "../money/settle.ts";
import type { FeedEvent } from "./feed-event.ts";

/** What one events chunk has for one account. The same chunk always has the same id. */
export interface FeedChunk {
  chunkId: string;
  events: number;
  /** Each type once. */
  types: EventType[];
  /** A JSON array of FeedEvents. */
  body: string;
  /** What the chunk settles of the account's money. */
  charges: SettledMessages;
}

/** A chunk as it is kept. */
export type StoredChunk = Omit<FeedChunk, "charges">;

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

  add(accountId: string, event: FeedEvent): void {
    let own = this.#byAccount.get(accountId);
    if (own === undefined) {
      own = { types: new Set(), events: [], spent: [], refunded: [] };
      this.#byAccount.set(accountId, own);
    }
    own.types.add(event.type);
    own.events.push(JSON.stringify(event));
  }

  /** Says what became of the money that is held for a message which the account is told of. */
  settle(accountId: string, messageId: string, charge: SettledState): void {
    this.#byAccount.get(accountId)?.[charge].push(messageId);
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
