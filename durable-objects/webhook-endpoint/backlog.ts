import type { EventTraces } from "../../src/events/feed-chunk.ts";
import { BatchStore } from "./batch-store.ts";
import type { DeliveryWindow } from "./delivery-window.ts";
import { type DoneBits, countDone, doneBits, isDone, markDone } from "./done-bits.ts";
import { GivenUp } from "./given-up.ts";
import { type Batch, type PendingEvent, type RetryRow, pendingEvents } from "./pending-event.ts";

/** Events of one chunk that the endpoint wants. `body` is a JSON array of them. */
export interface WantedChunk {
  chunkId: string;
  events: number;
  body: string;
  /** Of those that are traced, by their ids. */
  traces?: EventTraces;
}

export interface BacklogLimits {
  events: number;
  characters: number;
  /** Events held in memory. As many may wait to be tried again before new ones have to wait for them. */
  window: number;
}

export const defaultBacklogLimits: BacklogLimits = { events: 1_000_000, characters: 200_000_000, window: 10_000 };

const chunksPerLoad = 50;

interface StoredChunk extends Record<string, SqlStorageValue> {
  seq: number;
  body: string;
  traces: string | null;
  done: ArrayBuffer | null;
}

/** A chunk with events in the window. */
interface OpenChunk {
  events: number;
  characters: number;
  done: DoneBits;
  /** Events that are done. */
  doneEvents: number;
}

/** The events that are to be delivered: a row for each chunk, with a bit for each of its events that is done. */
export class Backlog {
  readonly batches: BatchStore;
  readonly #sql: SqlStorage;
  readonly #limits: BacklogLimits;
  readonly #givenUp: GivenUp;
  readonly #open = new Map<number, OpenChunk>();
  #loadedThrough = 0;
  /** There may be chunks after `#loadedThrough`. */
  #hasMore = true;
  #waiting: number;
  #characters: number;

  constructor(sql: SqlStorage, limits: BacklogLimits = defaultBacklogLimits) {
    this.#sql = sql;
    this.#limits = limits;
    this.#givenUp = new GivenUp(sql);
    this.batches = new BatchStore(sql);
    const { characters, events } = sql
      .exec<{ characters: number; events: number }>(
        `SELECT coalesce(sum(length(body)), 0) AS characters, coalesce(sum(events), 0) AS events
         FROM chunks WHERE body IS NOT NULL`,
      )
      .one();
    this.#characters = characters;
    this.#waiting = events;
    for (const { done } of sql.exec<{ done: ArrayBuffer }>("SELECT done FROM progress")) {
      this.#waiting -= countDone(new Uint8Array(done));
    }
  }

  /** Events neither delivered nor given up. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Adds a chunk; one that came before changes nothing. */
  add(chunk: WantedChunk, nowMs: number): void {
    const added = this.#sql.exec(
      `INSERT INTO chunks (chunk_id, received_at_ms, events, body, traces) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING seq`,
      chunk.chunkId,
      nowMs,
      chunk.events,
      chunk.body,
      chunk.traces === undefined ? null : JSON.stringify(chunk.traces),
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
      const waiting = chunk.events - countDone(doneBits(chunk.events, chunk.done));
      this.#sql.exec("DELETE FROM retries WHERE seq = ?", chunk.seq);
      this.#close(chunk.seq, chunk.characters);
      this.#waiting -= waiting;
      dropped += waiting;
    }
    return dropped;
  }

  /** Brings the next chunks into the window, as far as it has room. */
  load(window: DeliveryWindow, nowMs: number): void {
    while (this.#hasMore && window.size < this.#limits.window) {
      const chunks = this.#sql
        .exec<StoredChunk>(
          `SELECT chunks.seq, body, traces, done FROM chunks LEFT JOIN progress USING (seq)
           WHERE chunks.seq > ? AND body IS NOT NULL ORDER BY chunks.seq LIMIT ?`,
          this.#loadedThrough,
          chunksPerLoad,
        )
        .toArray();
      for (const chunk of chunks) {
        for (const event of this.#openChunk(chunk)) this.#show(event, window, nowMs);
        this.#loadedThrough = chunk.seq;
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

  /** The events of a batch go each for itself from now on, with what the batch has tried. */
  takeApart(batch: Batch): void {
    this.batches.takeApart(batch);
    for (const event of batch.events) {
      event.attempts = Math.max(event.attempts, batch.attempts);
      event.dueAtMs = batch.dueAtMs;
      if (event.attempts > 0) this.putOff(event);
    }
  }

  /** What was put off is due now. */
  hurry(nowMs: number): void {
    this.#sql.exec("UPDATE retries SET due_at_ms = ?1 WHERE due_at_ms > ?1", nowMs);
    this.batches.hurry(nowMs);
  }

  /** Keeps an event that was given up, for a replay. */
  giveUp(event: PendingEvent, nowMs: number): void {
    this.#givenUp.keep(event, nowMs);
  }

  /** Takes back what was given up since a moment, as chunks named after `replayId`. Returns how many events. */
  takeBack(sinceMs: number, replayId: string, nowMs: number): number {
    const bodies = this.#givenUp.takeSince(sinceMs);
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
    this.#givenUp.sweep(givenUpBeforeMs);
    return this.#sql
      .exec(
        `DELETE FROM chunks WHERE seq IN (SELECT seq FROM chunks
           WHERE body IS NULL AND received_at_ms < ? AND seq < (SELECT max(seq) FROM chunks) ORDER BY seq LIMIT ?) RETURNING 1`,
        chunksBeforeMs,
        limit,
      )
      .toArray().length;
  }

  #openChunk({ seq, body, traces, done: stored }: StoredChunk): PendingEvent[] {
    const retries = this.#sql.exec<RetryRow>("SELECT position, attempts, due_at_ms FROM retries WHERE seq = ?", seq);
    const events = pendingEvents(seq, body, retries.toArray(), traces);
    const done = doneBits(events.length, stored);
    this.#open.set(seq, { events: events.length, characters: body.length, done, doneEvents: countDone(done) });
    return events.filter(({ position }) => !isDone(done, position));
  }

  /** An event of a batch goes when its batch does, which is once all of its events are there. */
  #show(event: PendingEvent, window: DeliveryWindow, nowMs: number): void {
    const isOfBatch = this.batches.has(event);
    window.add(event, nowMs, isOfBatch);
    const batch = isOfBatch ? this.batches.restore(event) : null;
    if (batch !== null) window.putOff(batch, nowMs);
  }

  #finishIn(seq: number, events: readonly PendingEvent[]): void {
    const chunk = this.#open.get(seq);
    if (chunk === undefined) return;
    const before = chunk.doneEvents;
    for (const { position, attempts } of events) {
      markDone(chunk.done, position);
      if (attempts > 0) this.#sql.exec("DELETE FROM retries WHERE seq = ? AND position = ?", seq, position);
    }
    chunk.doneEvents = countDone(chunk.done);
    this.#waiting -= chunk.doneEvents - before;
    if (chunk.doneEvents < chunk.events) {
      this.#sql.exec(
        "INSERT INTO progress (seq, done) VALUES (?, ?) ON CONFLICT DO UPDATE SET done = excluded.done",
        seq,
        chunk.done.buffer,
      );
      return;
    }
    this.#open.delete(seq);
    this.#close(seq, chunk.characters);
  }

  /** Nothing of the chunk waits any more; its id stays known. */
  #close(seq: number, characters: number): void {
    this.#characters -= characters;
    this.#sql.exec("DELETE FROM progress WHERE seq = ?", seq);
    this.#sql.exec("UPDATE chunks SET body = NULL, traces = NULL WHERE seq = ?", seq);
  }
}
