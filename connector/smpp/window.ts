import { maxSequence } from "./constants.ts";

interface InFlight<Entry> {
  entry: Entry;
  expiresMs: number;
}

/**
 * Requests that wait for their response, by sequence number. Numbers run from 1 to 0x7FFFFFFF (SMPP 3.4 §3.2) and then
 * from 1 again, past those still waiting.
 */
export class Window<Entry> {
  readonly #inFlight = new Map<number, InFlight<Entry>>();
  readonly #lastSequence: number;
  #next = 1;

  /** @param lastSequence the number 1 follows; there must always be fewer requests than numbers */
  constructor(lastSequence = maxSequence) {
    this.#lastSequence = lastSequence;
  }

  get size(): number {
    return this.#inFlight.size;
  }

  /** The number `add` will give out next. */
  nextSequence(): number {
    while (this.#inFlight.has(this.#next)) {
      this.#next = this.#after(this.#next);
    }
    return this.#next;
  }

  /** Registers a request and returns its sequence number. */
  add(entry: Entry, expiresMs: number): number {
    const sequence = this.nextSequence();
    this.#inFlight.set(sequence, { entry, expiresMs });
    this.#next = this.#after(sequence);
    return sequence;
  }

  /** The request that waits under this number. */
  peek(sequence: number): Entry | undefined {
    return this.#inFlight.get(sequence)?.entry;
  }

  /** The request under this number waits no longer. */
  remove(sequence: number): void {
    this.#inFlight.delete(sequence);
  }

  /** Those whose time is up at `nowMs`, oldest first; they wait no longer. */
  takeExpired(nowMs: number): { sequence: number; entry: Entry }[] {
    const expired: { sequence: number; entry: Entry }[] = [];
    for (const [sequence, { entry, expiresMs }] of this.#inFlight) {
      if (expiresMs <= nowMs) {
        this.#inFlight.delete(sequence);
        expired.push({ sequence, entry });
      }
    }
    return expired;
  }

  /** All of them, oldest first; none waits any longer. */
  takeAll(): Entry[] {
    const all = Array.from(this.#inFlight.values(), ({ entry }) => entry);
    this.#inFlight.clear();
    return all;
  }

  #after(sequence: number): number {
    return sequence === this.#lastSequence ? 1 : sequence + 1;
  }
}
