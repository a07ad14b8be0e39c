import type { AcceptedText, Lane } from "../../src/messages/message.ts";
import { lanes } from "../../src/messages/message.ts";
import { LaneQueue, pickLane } from "./lane-queue.ts";

/** A chunk some of whose texts are neither waiting nor done; it is held in memory until all of them are done. */
export interface ActiveChunk {
  seq: number;
  accountId: string;
  lane: Lane;
  texts: AcceptedText[];
  /** One per text: `waiting`, `done`, `delayed`, or `handedBase` + the number of the journal it was handed to. */
  states: Uint16Array;
}

/** One text of an active chunk. */
export interface TextPlace {
  chunk: ActiveChunk;
  position: number;
  /** Whether it was handed out or put off before; only such a text can have a tracked row. */
  returned: boolean;
}

const waiting = 0;
const done = 1;
const delayed = 2;
const handedBase = 3;

/**
 * The texts a carrier has yet to send. A chunk is the unit of storage and a text the unit of progress: the chunk's row is
 * written once, and one small row of states follows its texts, so a text costs a hundredth of a row on its way through.
 */
export class Backlog {
  readonly #sql: SqlStorage;
  readonly #queues: Record<Lane, LaneQueue>;
  readonly #dirty = new Set<ActiveChunk>();
  #turn = 0;
  #waitingTexts = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#queues = { otp: new LaneQueue(), normal: new LaneQueue(), bulk: new LaneQueue() };
  }

  /**
   * Reads what an earlier instance left. Calls `onHanded` for each text that a connector has, and queues the rest again;
   * delayed texts wait for their alarm, which asks `onDelayed` to remember where they are.
   */
  load(onHanded: (place: TextPlace, journal: number) => void, onDelayed: (place: TextPlace) => void): void {
    const active = this.#sql
      .exec<{ seq: number; states: ArrayBuffer }>("SELECT seq, states FROM progress ORDER BY seq")
      .toArray();
    const activeSeqs = new Set(active.map((row) => row.seq));
    for (const row of active) this.#loadActive(row.seq, new Uint16Array(row.states), onHanded, onDelayed);
    const untouched = this.#sql.exec<{ seq: number; lane: number; texts: number }>(
      "SELECT seq, lane, texts FROM chunks WHERE body IS NOT NULL ORDER BY seq",
    );
    for (const row of untouched) {
      if (activeSeqs.has(row.seq)) continue;
      this.#queueOf(row.lane).addChunk(row.seq);
      this.#waitingTexts += row.texts;
    }
  }

  get waitingTexts(): number {
    return this.#waitingTexts;
  }

  /** Stores a chunk; false where it is here already. `body` is the JSON array of its texts. */
  add(chunkId: string, accountId: string, lane: Lane, texts: number, body: string, nowMs: number): boolean {
    const added = this.#sql
      .exec<{ seq: number }>(
        `INSERT INTO chunks (chunk_id, account_id, lane, texts, enqueued_at_ms, body) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING RETURNING seq`,
        chunkId,
        accountId,
        lanes.indexOf(lane),
        texts,
        nowMs,
        body,
      )
      .toArray()[0];
    if (added === undefined) return false;
    this.#queues[lane].addChunk(added.seq);
    this.#waitingTexts += texts;
    return true;
  }

  /** The next text to send, by lane; null when none waits. The caller marks it handed, done or delayed. */
  next(): TextPlace | null {
    const lane = pickLane(
      { otp: this.#queues.otp.isEmpty, normal: this.#queues.normal.isEmpty, bulk: this.#queues.bulk.isEmpty },
      this.#turn++,
    );
    if (lane === null) return null;
    const place = this.#queues[lane].next((seq) => this.#open(seq));
    if (place === null) return this.next();
    this.#waitingTexts -= 1;
    return place;
  }

  /** Puts a text back at the head of its lane. */
  requeue(place: TextPlace): void {
    this.#mark(place, waiting);
    this.#queues[place.chunk.lane].addFront({ ...place, returned: true });
    this.#waitingTexts += 1;
  }

  markHanded(place: TextPlace, journal: number): void {
    this.#mark(place, handedBase + journal);
  }

  markDelayed(place: TextPlace): void {
    this.#mark(place, delayed);
  }

  markDone(place: TextPlace): void {
    this.#mark(place, done);
  }

  /** Writes the states that changed since the last call: one row per chunk touched, none for one that is all done. */
  flush(): void {
    for (const chunk of this.#dirty) {
      if (chunk.states.every((state) => state === done)) {
        this.#sql.exec("DELETE FROM progress WHERE seq = ?", chunk.seq);
        this.#sql.exec("UPDATE chunks SET body = NULL WHERE seq = ?", chunk.seq);
      } else {
        this.#sql.exec(
          "INSERT OR REPLACE INTO progress (seq, states) VALUES (?, ?)",
          chunk.seq,
          chunk.states.slice().buffer,
        );
      }
    }
    this.#dirty.clear();
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

  #mark(place: TextPlace, state: number): void {
    place.chunk.states[place.position] = state;
    this.#dirty.add(place.chunk);
  }

  #open(seq: number): ActiveChunk {
    const row = this.#sql
      .exec<{ account_id: string; lane: number; body: string }>(
        "SELECT account_id, lane, body FROM chunks WHERE seq = ?",
        seq,
      )
      .one();
    const texts = JSON.parse(row.body) as AcceptedText[];
    return {
      seq,
      accountId: row.account_id,
      lane: lanes[row.lane] ?? "normal",
      texts,
      states: new Uint16Array(texts.length),
    };
  }

  #loadActive(
    seq: number,
    states: Uint16Array,
    onHanded: (place: TextPlace, journal: number) => void,
    onDelayed: (place: TextPlace) => void,
  ): void {
    const chunk = { ...this.#open(seq), states };
    const queue = this.#queues[chunk.lane];
    for (const [position, state] of states.entries()) {
      const place = { chunk, position, returned: true };
      if (state === done) continue;
      else if (state === waiting) {
        queue.addBack(place);
        this.#waitingTexts += 1;
      } else if (state === delayed) onDelayed(place);
      else onHanded(place, state - handedBase);
    }
  }

  #queueOf(lane: number): LaneQueue {
    return this.#queues[lanes[lane] ?? "normal"];
  }
}
