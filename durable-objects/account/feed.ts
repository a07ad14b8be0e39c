import { RpcTarget } from "cloudflare:workers";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import type { FeedChunk } from "../../src/events/feed-chunk.ts";
import { type FeedCursor, formatFeedCursor } from "../../src/events/feed-cursor.ts";
import type { FeedPage, FeedQuery } from "../../src/events/read-feed.ts";
import type { RecordedChunk } from "../../src/events/tell-accounts.ts";
import { copyKeptMs } from "../../src/retention/retention.ts";
import type { AccountContext } from "./account-context.ts";
import type { FeedStore } from "./feed-store.ts";
import { retentionOf } from "./retention-store.ts";
import { FeedStreams } from "./feed-streams.ts";

export const feedSweepAlarm = "feed_sweep";

/** Or as long as the account keeps texts and numbers, which are in its events, where that is less. */
const longestKeptMs = 30 * 86_400_000;
/** Of the 10 GB an object may have. Beyond it the oldest events go before their time. */
const sizeLimitBytes = 4_000_000_000;
const sweepIntervalMs = 3_600_000;
const sweepBatch = 500;

/** What happens with a chunk that is recorded for the first time, within the transaction that records it. */
export type OnRecorded = (chunk: FeedChunk) => void;

export interface FeedOptions {
  store: FeedStore;
  /** The endpoints that want one of these types. */
  endpointsFor: (types: readonly string[]) => string[];
  onRecorded: readonly OnRecorded[];
}

/** What the account's customer is told: kept for 30 days, read by cursor or as a stream, and handed to webhook endpoints. */
export class AccountFeed extends RpcTarget {
  readonly #context: AccountContext;
  readonly #options: FeedOptions;
  readonly #streams: FeedStreams;
  #isSweepSet = false;

  constructor(context: AccountContext, options: FeedOptions) {
    super();
    this.#context = context;
    this.#options = options;
    this.#streams = new FeedStreams(options.store);
  }

  /**
   * Records chunks, all in one transaction, and says which endpoints want them. A chunk that was recorded before changes
   * nothing and is answered as it was recorded.
   */
  record(chunks: FeedChunk[]): RecordedChunk[] {
    const recorded = this.#context.transaction(() => {
      const nowMs = this.#context.now();
      const replies = chunks.map((chunk) => this.#recordOne(chunk, nowMs));
      this.#context.events.flush();
      this.#keepSweeping(nowMs);
      return replies;
    });
    this.#streams.wake();
    return recorded.filter(({ endpointIds }) => endpointIds.length > 0);
  }

  /** Errors: unauthenticated, missing_scope, invalid_cursor, cursor_expired. */
  read(key: PresentedKey, { after, filter }: FeedQuery, limit: number): Result<FeedPage> {
    const { store } = this.#options;
    const cursor = this.#cursorFor(key, after, store.oldest);
    if (!cursor.ok) return cursor;
    const { events, next, hasMore } = store.read(cursor.value, limit, filter);
    return ok({ events: events.map(({ event }) => JSON.stringify(event)), next: formatFeedCursor(next), hasMore });
  }

  /** Errors: unauthenticated, missing_scope, invalid_cursor, cursor_expired, too_many_streams. */
  stream(key: PresentedKey, { after, filter }: FeedQuery): Result<ReadableStream<Uint8Array>> {
    const cursor = this.#cursorFor(key, after, this.#options.store.newest);
    if (!cursor.ok) return cursor;
    if (this.#streams.isFull) return fail("too_many_streams", { retryAfterSeconds: 10 });
    return ok(this.#streams.open(cursor.value, filter, () => this.#context.authorize(key, "events:read").ok));
  }

  /** The handler of `feedSweepAlarm`. */
  sweep(): void {
    const nowMs = this.#context.now();
    const { store } = this.#options;
    const keptMs = copyKeptMs(retentionOf(this.#context.sql, this.#context.env), longestKeptMs);
    const isTooLarge = this.#context.sql.databaseSize > sizeLimitBytes;
    const swept = store.sweep(isTooLarge ? nowMs : nowMs - keptMs, sweepBatch);
    this.#context.alarms.set(feedSweepAlarm, "", nowMs + (swept === sweepBatch ? 1_000 : sweepIntervalMs));
  }

  #recordOne(chunk: FeedChunk, nowMs: number): RecordedChunk {
    const { store, endpointsFor, onRecorded } = this.#options;
    const { chunkId } = chunk;
    if (chunk.events > 0 && store.append(chunk, nowMs)) {
      for (const react of onRecorded) react(chunk);
      return { chunkId, endpointIds: endpointsFor(chunk.types) };
    }
    const earlier = store.find(chunkId);
    if (earlier === null) return { chunkId, endpointIds: [] };
    return {
      chunkId,
      endpointIds: endpointsFor(earlier.types),
      earlier: { events: earlier.events, body: earlier.body },
    };
  }

  #cursorFor(key: PresentedKey, after: FeedCursor | null, fallback: FeedCursor): Result<FeedCursor> {
    const authorized = this.#context.authorize(key, "events:read");
    if (!authorized.ok) return authorized;
    if (after === null) return ok(fallback);
    const { store } = this.#options;
    if (!store.reaches(after)) return fail("invalid_cursor");
    return store.holds(after) ? ok(after) : fail("cursor_expired");
  }

  /** Set once in the life of this instance, and from then on by each sweep. */
  #keepSweeping(nowMs: number): void {
    if (this.#isSweepSet) return;
    this.#isSweepSet = true;
    this.#context.alarms.set(feedSweepAlarm, "", nowMs + sweepIntervalMs);
  }
}
