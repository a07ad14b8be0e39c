import type { FeedEvent } from "../../src/events/feed-event.ts";
import type { DeliveryWindow, PendingEvent } from "./delivery-window.ts";

/** Events of one chunk that the endpoint wants. `body` is a JSON array of them. */
export interface WantedChunk {
  chunkId: string;
  events: number;
  body: string;
}

export interface BacklogLimits {
  events: number;
  characters: number;
  /** Events held in memory. As many may wait to be tried again before new ones have to wait for them. */
  window: number;
}

export const defaultBacklogLimits: BacklogLimits = { events: 1_000_000, characters: 200_000_000, window: 10_000 };

/** Events given up that are kept to be replayed. */
const givenUpKept = 10_000;
const chunksPerLoad = 50;

/** The events that are to be delivered: a row for each chunk, with a bit for each of its events that is done. */
export class Backlog {
  readonly #sql: SqlStorage;
  readonly #limits: BacklogLimits;
  #loadedThrough = 0;
  /** There may be chunks after `#loadedThrough`. */
  #hasMore = true;
  #waiting: number;
  #characters: number;

  constructor(sql: SqlStorage, limits: BacklogLimits = defaultBacklogLimits) {
    this.#sql = sql;
    this.#limits = limits;
    const { characters, events } = sql
      .exec<{ characters: number; events: number }>(
        `SELECT coalesce(sum(length(body)), 0) AS characters, coalesce(sum(events), 0) AS events
         FROM chunks WHERE body IS NOT NULL`,
      )
      .one();
    this.#characters = characters;
    this.#waiting = events;
    for (const { done } of sql.exec<{ done: ArrayBuffer }>("SELECT done FROM progress")) {
      this.#waiting -= countBits(new Uint8Array(done));
    }
  }

  /** Events neither delivered nor given up. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Adds a chunk; one that came before changes nothing. */
  add(chunk: WantedChunk, nowMs: number): void {
    const added = this.#sql.exec(
      "INSERT INTO chunks (chunk_id, received_at_ms, events, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq",
      chunk.chunkId,
      nowMs,
      chunk.events,
      chunk.body,
    );
    if (added.toArray().length === 0) return;
    this.#hasMore = true;
    this.#waiting += chunk.events;
    this.#characters += chunk.body.length;
  }

  /** Gives up the oldest events that no attempt was made for, until what is left is within bounds. Returns how many. */
  trim(): number {
    let dropped = 0;
    while (this.#waiting > this.#limits.events || this.#characters > this.#limits.characters) {
      const chunk = this.#sql
        .exec<{ seq: number; events: number; characters: number; done: ArrayBuffer | null }>(
          `SELECT chunks.seq, events, length(body) AS characters, done FROM chunks LEFT JOIN progress USING (seq)
           WHERE chunks.seq > ? AND body IS NOT NULL ORDER BY chunks.seq LIMIT 1`,
          this.#loadedThrough,
        )
        .toArray()[0];
      if (chunk === undefined) return dropped;
      const waiting = chunk.events - countBits(new Uint8Array(chunk.done ?? new ArrayBuffer(0)));
      this.#close(chunk);
      this.#waiting -= waiting;
      dropped += waiting;
    }
    return dropped;
  }

  /** Brings the next chunks into the window, as far as it has room. */
  load(window: DeliveryWindow, nowMs: number): void {
    while (this.#hasMore && window.size < this.#limits.window) {
      const chunks = this.#sql
        .exec<{ seq: number; body: string; done: ArrayBuffer | null }>(
          `SELECT chunks.seq, body, done FROM chunks LEFT JOIN progress USING (seq)
           WHERE chunks.seq > ? AND body IS NOT NULL ORDER BY chunks.seq LIMIT ?`,
          this.#loadedThrough,
          chunksPerLoad,
        )
        .toArray();
      for (const { seq, body, done } of chunks) {
        for (const event of this.#openEvents(seq, body, done)) window.add(event, nowMs);
        this.#loadedThrough = seq;
        if (window.size >= this.#limits.window) return;
      }
      this.#hasMore = chunks.length === chunksPerLoad;
    }
  }

  /** These are delivered or given up. */
  finish(events: readonly PendingEvent[]): void {
    for (const [seq, ofChunk] of Map.groupBy(events, (event) => event.seq)) this.#finishIn(seq, ofChunk);
  }

  /** Remembers when an event is tried again. */
  putOff(event: PendingEvent): void {
    this.#sql.exec(
      `INSERT INTO retries (seq, position, attempts, due_at_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET attempts = excluded.attempts, due_at_ms = excluded.due_at_ms`,
      event.seq,
      event.position,
      event.attempts,
      event.dueAtMs,
    );
  }

  /** What was put off is due now. */
  hurry(nowMs: number): void {
    this.#sql.exec("UPDATE retries SET due_at_ms = ?", nowMs);
  }

  /** Keeps an event that was given up, for a replay. */
  giveUp(event: PendingEvent, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO given_up (event_id, given_up_at_ms, body) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET given_up_at_ms = excluded.given_up_at_ms`,
      event.id,
      nowMs,
      event.body,
    );
  }

  /** Takes back what was given up since a moment, as chunks named after `replayId`. Returns how many events. */
  takeBack(sinceMs: number, replayId: string, nowMs: number): number {
    const bodies = this.#sql
      .exec<{ body: string }>("DELETE FROM given_up WHERE given_up_at_ms >= ? RETURNING body", sinceMs)
      .toArray()
      .map(({ body }) => body);
    for (let from = 0; from < bodies.length; from += 100) {
      const some = bodies.slice(from, from + 100);
      this.add({ chunkId: `${replayId}.${from}`, events: some.length, body: `[${some.join(",")}]` }, nowMs);
    }
    return bodies.length;
  }

  /** Forgets chunks that were done with before a moment, and events given up before it. Returns how many of the first. */
  sweep(
    { chunksBeforeMs, givenUpBeforeMs }: { chunksBeforeMs: number; givenUpBeforeMs: number },
    limit: number,
  ): number {
    this.#sql.exec(
      `DELETE FROM given_up WHERE given_up_at_ms < ?
         OR event_id IN (SELECT event_id FROM given_up ORDER BY given_up_at_ms DESC LIMIT -1 OFFSET ?)`,
      givenUpBeforeMs,
      givenUpKept,
    );
    return this.#sql
      .exec(
        `DELETE FROM chunks WHERE seq IN (SELECT seq FROM chunks
           WHERE body IS NULL AND received_at_ms < ? AND seq < (SELECT max(seq) FROM chunks) ORDER BY seq LIMIT ?) RETURNING 1`,
        chunksBeforeMs,
        limit,
      )
      .toArray().length;
  }

  #openEvents(seq: number, body: string, done: ArrayBuffer | null): PendingEvent[] {
    const bits = new Uint8Array(done ?? new ArrayBuffer(0));
    const retries = new Map(
      this.#sql
        .exec<{ position: number; attempts: number; due_at_ms: number }>(
          "SELECT position, attempts, due_at_ms FROM retries WHERE seq = ?",
          seq,
        )
        .toArray()
        .map((row) => [row.position, row]),
    );
    const events = JSON.parse(body) as FeedEvent[];
    return events.flatMap((event, position) => {
      if (((bits[position >> 3] ?? 0) >> (position & 7)) & 1) return [];
      const retry = retries.get(position);
      const messageId = event.data["id"];
      return {
        seq,
        position,
        id: event.id,
        line: event.type.startsWith("message.") && typeof messageId === "string" ? messageId : event.id,
        body: JSON.stringify(event),
        attempts: retry?.attempts ?? 0,
        dueAtMs: retry?.due_at_ms ?? 0,
      };
    });
  }

  #finishIn(seq: number, events: readonly PendingEvent[]): void {
    const chunk = this.#sql
      .exec<{ events: number; characters: number; done: ArrayBuffer | null }>(
        `SELECT events, length(body) AS characters, done FROM chunks LEFT JOIN progress USING (seq)
         WHERE chunks.seq = ? AND body IS NOT NULL`,
        seq,
      )
      .toArray()[0];
    if (chunk === undefined) return;
    const bits = new Uint8Array(Math.ceil(chunk.events / 8));
    if (chunk.done !== null) bits.set(new Uint8Array(chunk.done));
    const before = countBits(bits);
    for (const { position } of events) bits[position >> 3] = (bits[position >> 3] ?? 0) | (1 << (position & 7));
    const after = countBits(bits);
    this.#waiting -= after - before;
    for (const { position, attempts } of events) {
      if (attempts > 0) this.#sql.exec("DELETE FROM retries WHERE seq = ? AND position = ?", seq, position);
    }
    if (after < chunk.events) {
      this.#sql.exec(
        "INSERT INTO progress (seq, done) VALUES (?, ?) ON CONFLICT DO UPDATE SET done = excluded.done",
        seq,
        bits.buffer,
      );
      return;
    }
    this.#close({ seq, characters: chunk.characters });
  }

  /** Nothing of the chunk waits any more; its id stays known. */
  #close({ seq, characters }: { seq: number; characters: number }): void {
    this.#characters -= characters;
    this.#sql.exec("DELETE FROM progress WHERE seq = ?", seq);
    this.#sql.exec("DELETE FROM retries WHERE seq = ?", seq);
    this.#sql.exec("UPDATE chunks SET body = NULL WHERE seq = ?", seq);
  }
}

function countBits(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
