import type { Lane } from "../../src/messages/message.ts";
import type { FailoverPlan } from "../../src/routing/failover.ts";
import { ChunkStore, type EnqueuedChunk, type StoredChunk } from "./chunk-store.ts";
import { LaneQueue, pickLane } from "./lane-queue.ts";
import { MovableChunks } from "./movable-chunks.ts";

/** A chunk some of whose texts are neither waiting nor done; it is held in memory until all of them are done. */
export interface ActiveChunk extends StoredChunk {
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

/** Where a text may go from this carrier; null where it may not. */
export function planAt({ chunk, position }: TextPlace): FailoverPlan | null {
  if (chunk.failover === null) return null;
  const { plans, of } = chunk.failover;
  return plans[of === undefined ? 0 : (of[position] ?? -1)] ?? null;
}

/** Moves a text has behind it. */
export function hopsAt(place: TextPlace): number {
  return planAt(place)?.hops ?? 0;
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
  /** Chunks whose texts may go to another carrier. */
  readonly movable = new MovableChunks();
  readonly #store: ChunkStore;
  readonly #queues: Record<Lane, LaneQueue>;
  readonly #dirty = new Set<ActiveChunk>();
  /** Chunks whose turn came and that are not all done. */
  readonly #active = new Map<number, ActiveChunk>();
  /** Chunks that were looked into before their turn; what changed in them is not written yet. */
  readonly #ahead = new Map<number, ActiveChunk>();
  #turn = 0;
  #waitingTexts = 0;

  constructor(sql: SqlStorage) {
    this.#store = new ChunkStore(sql);
    this.#queues = { otp: new LaneQueue(), normal: new LaneQueue(), bulk: new LaneQueue() };
  }

  /**
   * Reads what an earlier instance left. Calls `onHanded` for each text that a connector has, and queues the rest again;
   * delayed texts wait for their alarm, which asks `onDelayed` to remember where they are.
   */
  load(onHanded: (place: TextPlace, journal: number) => void, onDelayed: (place: TextPlace) => void): void {
    for (const { seq, states } of this.#store.states()) this.#loadActive(seq, states, onHanded, onDelayed);
    for (const { seq, lane, texts, failover, arrivedAtMs } of this.#store.heads()) {
      if (failover !== null) this.movable.add(seq, arrivedAtMs, failover.plans);
      if (this.#active.has(seq)) continue;
      this.#queues[lane].addChunk(seq);
      this.#waitingTexts += texts;
    }
  }

  get waitingTexts(): number {
    return this.#waitingTexts;
  }

  /** When the oldest of what comes next in the lanes came to this carrier; null where nothing waits. */
  get oldestWaitingAtMs(): number | null {
    if (this.#waitingTexts === 0) return null;
    const arrivals = Object.values(this.#queues)
      .flatMap(({ heads }) => heads)
      .map((head) => (typeof head === "number" ? this.#store.arrivedAtMs(head) : head.arrivedAtMs))
      .filter((atMs) => atMs !== null);
    return arrivals.length === 0 ? null : Math.min(...arrivals);
  }

  /** When the oldest chunk came of which some texts have gone and others not; null where there is none. */
  get oldestBegunAtMs(): number | null {
    return this.#store.oldestBegunAtMs();
  }

  /** Stores a chunk; null where it is here already, its number otherwise. */
  add(chunk: EnqueuedChunk, nowMs: number): number | null {
    const seq = this.#store.add(chunk, nowMs);
    if (seq === null) return null;
    this.#queues[chunk.lane].addChunk(seq);
    this.#waitingTexts += chunk.texts;
    if (chunk.failover !== undefined) this.movable.add(seq, nowMs, chunk.failover.plans);
    return seq;
  }

  /** The next text to send, by lane; null when none waits. The caller marks it handed, done or delayed. */
  next(): TextPlace | null {
    for (;;) {
      const lane = pickLane(
        { otp: this.#queues.otp.isEmpty, normal: this.#queues.normal.isEmpty, bulk: this.#queues.bulk.isEmpty },
        this.#turn++,
      );
      if (lane === null) return null;
      const place = this.#queues[lane].next((seq) => this.#open(seq));
      // One that was moved away is still in its line.
      if (place === null || place.chunk.states[place.position] !== waiting) continue;
      this.#waitingTexts -= 1;
      return place;
    }
  }

  /** Puts a text back at the head of its lane. */
  requeue(place: TextPlace): void {
    this.#queues[place.chunk.lane].addFront(this.#returned(place));
  }

  /** Puts a text behind all that waits in its lane. */
  requeueAtTail(place: TextPlace): void {
    this.#queues[place.chunk.lane].addTail(this.#returned(place));
  }

  /** The texts of a movable chunk that wait, in order. */
  waitingIn(seq: number): TextPlace[] {
    const active = this.#active.get(seq);
    const chunk = active ?? this.#ahead.get(seq) ?? this.#read(seq);
    if (active === undefined) this.#ahead.set(seq, chunk);
    return [...chunk.states.keys()]
      .filter((position) => chunk.states[position] === waiting)
      .map((position) => ({ chunk, position, returned: active !== undefined }));
  }

  /** A text that waited is another carrier's now. */
  markMoved(place: TextPlace): void {
    this.#waitingTexts -= 1;
    this.markDone(place);
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
      if (!chunk.states.every((state) => state === done)) {
        this.#store.saveStates(chunk.seq, chunk.states);
        continue;
      }
      this.#store.finish(chunk.seq);
      this.movable.delete(chunk.seq);
      // One whose turn has not come is still in its line.
      if (!this.#active.delete(chunk.seq)) this.#queues[chunk.lane].removeChunk(chunk.seq);
    }
    this.#dirty.clear();
    this.#ahead.clear();
  }

  /** Forgets finished chunks enqueued before `beforeMs`, after which a copy of one would be taken for new. */
  sweep(beforeMs: number, limit: number): number {
    return this.#store.sweep(beforeMs, limit);
  }

  #returned(place: TextPlace): TextPlace {
    this.#mark(place, waiting);
    this.#waitingTexts += 1;
    const plan = planAt(place);
    if (plan !== null) this.movable.add(place.chunk.seq, place.chunk.arrivedAtMs, [plan]);
    return { ...place, returned: true };
  }

  #mark(place: TextPlace, state: number): void {
    place.chunk.states[place.position] = state;
    this.#dirty.add(place.chunk);
  }

  #open(seq: number): ActiveChunk {
    const chunk = this.#ahead.get(seq) ?? this.#read(seq);
    this.#ahead.delete(seq);
    this.#active.set(seq, chunk);
    return chunk;
  }

  #read(seq: number): ActiveChunk {
    const chunk = this.#store.read(seq);
    // Some of its texts may have been moved away before its turn.
    const states = this.movable.isTouched(seq) ? this.#store.statesOf(seq) : null;
    return { ...chunk, states: states ?? new Uint16Array(chunk.texts.length) };
  }

  #loadActive(
    seq: number,
    states: Uint16Array,
    onHanded: (place: TextPlace, journal: number) => void,
    onDelayed: (place: TextPlace) => void,
  ): void {
    const chunk = { ...this.#store.read(seq), states };
    this.#active.set(seq, chunk);
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
}
