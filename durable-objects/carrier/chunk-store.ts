import { type AcceptedText, type Lane, lanes } from "../../src/messages/message.ts";
import type { ChunkFailover } from "../../src/routing/failover.ts";

/** A part of an outbound chunk, or of what another carrier gave away, for one carrier and lane. */
export interface EnqueuedChunk {
  chunkId: string;
  accountId: string;
  lane: Lane;
  texts: number;
  /** The JSON array of its texts. */
  body: string;
  /** Where its texts may go from here; absent where they may not. */
  failover?: ChunkFailover;
}

/** What of a chunk never changes. */
export interface StoredChunk {
  seq: number;
  accountId: string;
  lane: Lane;
  texts: AcceptedText[];
  failover: ChunkFailover | null;
  /** When it came to this carrier, epoch ms. */
  arrivedAtMs: number;
}

/** A chunk that is not all done, without its texts. */
export interface ChunkHead {
  seq: number;
  lane: Lane;
  texts: number;
  failover: ChunkFailover | null;
  arrivedAtMs: number;
}

interface ChunkRow extends Record<string, SqlStorageValue> {
  seq: number;
  account_id: string;
  lane: number;
  texts: number;
  enqueued_at_ms: number;
  body: string;
  failover: string | null;
}

/** The rows of the backlog: one per chunk, and one for the states of its texts while they are not all the same. */
export class ChunkStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The number of a chunk that was added; null where it is here already. */
  add({ chunkId, accountId, lane, texts, body, failover }: EnqueuedChunk, nowMs: number): number | null {
    const added = this.#sql
      .exec<{ seq: number }>(
        `INSERT INTO chunks (chunk_id, account_id, lane, texts, enqueued_at_ms, body, failover) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING RETURNING seq`,
        chunkId,
        accountId,
        lanes.indexOf(lane),
        texts,
        nowMs,
        body,
        failover === undefined ? null : JSON.stringify(failover),
      )
      .toArray()[0];
    if (added !== undefined) return added.seq;
    // What was delivered again may be once more: it is remembered from now on.
    this.#sql.exec("UPDATE chunks SET enqueued_at_ms = ? WHERE chunk_id = ? AND body IS NULL", nowMs, chunkId);
    return null;
  }

  read(seq: number): StoredChunk {
    const row = this.#sql
      .exec<Pick<ChunkRow, "account_id" | "lane" | "enqueued_at_ms" | "body" | "failover">>(
        "SELECT account_id, lane, enqueued_at_ms, body, failover FROM chunks WHERE seq = ?",
        seq,
      )
      .one();
    return {
      seq,
      accountId: row.account_id,
      lane: lanes[row.lane] ?? "normal",
      texts: JSON.parse(row.body) as AcceptedText[],
      failover: failoverIn(row),
      arrivedAtMs: row.enqueued_at_ms,
    };
  }

  /** When a chunk came to this carrier, epoch ms; null for one that is not here. */
  arrivedAtMs(seq: number): number | null {
    const row = this.#sql
      .exec<{ enqueued_at_ms: number }>("SELECT enqueued_at_ms FROM chunks WHERE seq = ?", seq)
      .toArray()[0];
    return row?.enqueued_at_ms ?? null;
  }

  /** Chunks that are not all done, the oldest first. */
  *heads(): Generator<ChunkHead> {
    const rows = this.#sql.exec<Pick<ChunkRow, "seq" | "lane" | "texts" | "failover" | "enqueued_at_ms">>(
      "SELECT seq, lane, texts, failover, enqueued_at_ms FROM chunks WHERE body IS NOT NULL ORDER BY seq",
    );
    for (const row of rows) {
      const { seq, texts, enqueued_at_ms: arrivedAtMs } = row;
      yield { seq, texts, arrivedAtMs, lane: lanes[row.lane] ?? "normal", failover: failoverIn(row) };
    }
  }

  /** The states of chunks that have been begun, the oldest first. */
  states(): { seq: number; states: Uint16Array }[] {
    return this.#sql
      .exec<{ seq: number; states: ArrayBuffer }>("SELECT seq, states FROM progress ORDER BY seq")
      .toArray()
      .map(({ seq, states }) => ({ seq, states: new Uint16Array(states) }));
  }

  /** When the oldest chunk came that has been begun and is not all done, epoch ms. */
  oldestBegunAtMs(): number | null {
    const { atMs } = this.#sql
      .exec<{ atMs: number | null }>(
        "SELECT min(enqueued_at_ms) AS atMs FROM progress CROSS JOIN chunks ON chunks.seq = progress.seq",
      )
      .one();
    return atMs;
  }

  /** Null for a chunk that has not been begun. */
  statesOf(seq: number): Uint16Array | null {
    const row = this.#sql.exec<{ states: ArrayBuffer }>("SELECT states FROM progress WHERE seq = ?", seq).toArray()[0];
    return row === undefined ? null : new Uint16Array(row.states);
  }

  saveStates(seq: number, states: Uint16Array): void {
    this.#sql.exec("INSERT OR REPLACE INTO progress (seq, states) VALUES (?, ?)", seq, states.slice().buffer);
  }

  /** All of a chunk is done. That it was here is remembered. */
  finish(seq: number): void {
    this.#sql.exec("DELETE FROM progress WHERE seq = ?", seq);
    this.#sql.exec("UPDATE chunks SET body = NULL WHERE seq = ?", seq);
  }

  /** Forgets finished chunks enqueued before `beforeMs`, after which a copy of one would be taken for new. */
  sweep(beforeMs: number, limit: number): number {
    return this.#sql
      .exec(
        "DELETE FROM chunks WHERE seq IN (SELECT seq FROM chunks WHERE body IS NULL AND enqueued_at_ms < ? LIMIT ?) RETURNING 1",
        beforeMs,
        limit,
      )
      .toArray().length;
  }
}

function failoverIn({ failover }: Pick<ChunkRow, "failover">): ChunkFailover | null {
  return failover === null ? null : (JSON.parse(failover) as ChunkFailover);
}
