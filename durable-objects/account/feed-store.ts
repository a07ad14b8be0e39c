import { type EventType, takesType } from "../../src/events/event-types.ts";
import type { StoredChunk } from "../../src/events/feed-chunk.ts";
import type { FeedCursor } from "../../src/events/feed-cursor.ts";
import type { FeedEvent } from "../../src/events/feed-event.ts";

export const feedTables = `
  CREATE TABLE feed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    chunk_id TEXT NOT NULL UNIQUE,
    recorded_at_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    types TEXT NOT NULL,
    body TEXT NOT NULL
  );
`;

export interface FeedRead {
  /** Each with the cursor of its place. */
  events: { event: FeedEvent; at: FeedCursor }[];
  /** Where to go on reading. */
  next: FeedCursor;
  /** There is more to read now. */
  hasMore: boolean;
}

interface FeedRow extends Record<string, SqlStorageValue> {
  seq: number;
  types: string;
  body: string;
}

/** Rows one read goes through at most, so that a filter that takes little does not read the whole feed at once. */
const rowsPerRead = 200;

/** The events of an account in the order in which it came to know them: a row for each chunk. */
export class FeedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Appends a chunk; false where it is there already. */
  append(chunk: StoredChunk, nowMs: number): boolean {
    const added = this.#sql.exec(
      `INSERT INTO feed (chunk_id, recorded_at_ms, events, types, body) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING seq`,
      chunk.chunkId,
      nowMs,
      chunk.events,
      JSON.stringify(chunk.types),
      chunk.body,
    );
    return added.toArray().length > 0;
  }

  find(chunkId: string): StoredChunk | null {
    const row = this.#sql
      .exec<{ events: number; types: string; body: string }>(
        "SELECT events, types, body FROM feed WHERE chunk_id = ?",
        chunkId,
      )
      .toArray()[0];
    if (row === undefined) return null;
    return { chunkId, events: row.events, types: JSON.parse(row.types) as EventType[], body: row.body };
  }

  /** Before the oldest event that is kept. */
  get oldest(): FeedCursor {
    const row = this.#sql.exec<{ seq: number | null }>("SELECT min(seq) AS seq FROM feed").one();
    return { seq: row.seq ?? 0, index: -1 };
  }

  /** After the newest event there is. */
  get newest(): FeedCursor {
    const last = this.#sql
      .exec<{ seq: number; events: number }>("SELECT seq, events FROM feed ORDER BY seq DESC LIMIT 1")
      .toArray()[0];
    return last === undefined ? { seq: 0, index: -1 } : { seq: last.seq, index: last.events - 1 };
  }

  /** Whether everything after a place is still there. One row beyond its time is kept, so that this can be told. */
  holds(cursor: FeedCursor): boolean {
    const { seq } = this.oldest;
    return cursor.seq >= seq || seq <= 1;
  }

  /** Whether a place is one that this feed has given out. */
  reaches(cursor: FeedCursor): boolean {
    return cursor.seq <= this.newest.seq;
  }

  /** Up to `limit` events after a place, of the types that `filter` takes. */
  read(after: FeedCursor, limit: number, filter: readonly string[]): FeedRead {
    const events: FeedRead["events"] = [];
    let next = after;
    let rows = 0;
    const cursor = this.#sql.exec<FeedRow>(
      "SELECT seq, types, body FROM feed WHERE seq >= ? ORDER BY seq LIMIT ?",
      after.seq,
      rowsPerRead + 1,
    );
    for (const row of cursor) {
      if (rows === rowsPerRead) return { events, next, hasMore: true };
      rows += 1;
      const from = row.seq === after.seq ? after.index + 1 : 0;
      const inRow = JSON.parse(row.body) as FeedEvent[];
      const wanted = (JSON.parse(row.types) as string[]).some((type) => takesType(filter, type));
      for (const [index, event] of inRow.entries()) {
        if (index < from) continue;
        if (wanted && takesType(filter, event.type)) {
          if (events.length === limit) return { events, next, hasMore: true };
          events.push({ event, at: { seq: row.seq, index } });
        }
        next = { seq: row.seq, index };
      }
    }
    return { events, next, hasMore: false };
  }

  /** Whole rows after `seq` that were recorded in a range of time, up to `limit`. */
  rowsBetween(afterSeq: number, fromMs: number, toMs: number, limit: number): (StoredChunk & { seq: number })[] {
    return this.#sql
      .exec<{ seq: number; chunk_id: string; events: number; types: string; body: string }>(
        `SELECT seq, chunk_id, events, types, body FROM feed
         WHERE seq > ? AND recorded_at_ms >= ? AND recorded_at_ms < ? ORDER BY seq LIMIT ?`,
        Math.max(afterSeq, this.#seqBefore(fromMs)),
        fromMs,
        toMs,
        limit,
      )
      .toArray()
      .map(({ chunk_id, types, ...row }) => ({ ...row, chunkId: chunk_id, types: JSON.parse(types) as EventType[] }));
  }

  /**
   * Deletes up to `limit` of the oldest rows that were recorded before `beforeMs`, but never the last of those: whoever has read
   * up to its end has missed nothing, and can still be told so.
   */
  sweep(beforeMs: number, limit: number): number {
    return this.#sql
      .exec(
        `DELETE FROM feed WHERE seq < (SELECT max(seq) FROM (SELECT seq, recorded_at_ms FROM feed ORDER BY seq LIMIT ?2 + 1)
           WHERE recorded_at_ms < ?1) RETURNING 1`,
        beforeMs,
        limit,
      )
      .toArray().length;
  }

  /** The last row before a moment. Rows are recorded in the order of their numbers, so it is found by halving. */
  #seqBefore(atMs: number): number {
    let low = this.oldest.seq;
    let high = this.newest.seq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = this.#sql
        .exec<{ recorded_at_ms: number }>("SELECT recorded_at_ms FROM feed WHERE seq >= ? ORDER BY seq LIMIT 1", middle)
        .toArray()[0];
      if (row !== undefined && row.recorded_at_ms < atMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
