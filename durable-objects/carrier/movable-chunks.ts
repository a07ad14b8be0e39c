import type { FailoverPlan } from "../../src/routing/failover.ts";

interface MovableChunk {
  arrivedAtMs: number;
  /** Of its texts that may still wait here. */
  plans: Set<FailoverPlan>;
  /** Whether some of its texts were moved away, which the rows of its states tell. */
  isTouched: boolean;
}

/** Chunks with texts that may go to another carrier, by their numbers, the oldest first. What is in them is on disk. */
export class MovableChunks {
  readonly #chunks = new Map<number, MovableChunk>();
  #isFresh = false;

  get size(): number {
    return this.#chunks.size;
  }

  /** Whether anything was added since this was last asked. */
  takeFresh(): boolean {
    const isFresh = this.#isFresh;
    this.#isFresh = false;
    return isFresh;
  }

  add(seq: number, arrivedAtMs: number, plans: Iterable<FailoverPlan>): void {
    this.#isFresh = true;
    const known = this.#chunks.get(seq);
    if (known === undefined) this.#chunks.set(seq, { arrivedAtMs, plans: new Set(plans), isTouched: false });
    else for (const plan of plans) known.plans.add(plan);
  }

  /** The plans of those of a chunk's texts that still wait, some of which were moved away. */
  keepOnly(seq: number, plans: Iterable<FailoverPlan>): void {
    const chunk = this.#chunks.get(seq);
    if (chunk === undefined) return;
    chunk.plans = new Set(plans);
    chunk.isTouched = true;
  }

  delete(seq: number): void {
    this.#chunks.delete(seq);
  }

  isTouched(seq: number): boolean {
    return this.#chunks.get(seq)?.isTouched ?? false;
  }

  [Symbol.iterator](): IterableIterator<[number, MovableChunk]> {
    return this.#chunks.entries();
  }
}
