import type { Lane } from "../../src/messages/message.ts";
import type { ActiveChunk, TextPlace } from "./backlog.ts";

/** In how many turns a campaign gets one while ordinary texts wait too. */
const bulkEvery = 10;

/** Which lane's turn it is: one-time codes always first; campaigns get one turn in ten beside ordinary texts. */
export function pickLane(isEmpty: Readonly<Record<Lane, boolean>>, turn: number): Lane | null {
  if (!isEmpty.otp) return "otp";
  if (isEmpty.normal) return isEmpty.bulk ? null : "bulk";
  return !isEmpty.bulk && turn % bulkEvery === 0 ? "bulk" : "normal";
}

/** One lane: texts that came back, then the chunk being read, then the chunks not yet read, by their numbers only. */
export class LaneQueue {
  /** Texts to take before any chunk; the last one is next. */
  readonly #front: TextPlace[] = [];
  #current: ActiveChunk | null = null;
  #position = 0;
  #chunks: number[] = [];
  #nextChunk = 0;

  get isEmpty(): boolean {
    return this.#front.length === 0 && this.#current === null && this.#nextChunk === this.#chunks.length;
  }

  addChunk(seq: number): void {
    this.#chunks.push(seq);
  }

  addFront(place: TextPlace): void {
    this.#front.push(place);
  }

  /** For texts read back in order after a restart. */
  addBack(place: TextPlace): void {
    this.#front.unshift(place);
  }

  /** Takes the next text; null only when the lane is empty. `open` reads a chunk. */
  next(open: (seq: number) => ActiveChunk): TextPlace | null {
    const returned = this.#front.pop();
    if (returned !== undefined) return returned;
    if (this.#current === null) {
      const seq = this.#chunks[this.#nextChunk];
      if (seq === undefined) return null;
      this.#nextChunk += 1;
      if (this.#nextChunk > 1_000) {
        this.#chunks = this.#chunks.slice(this.#nextChunk);
        this.#nextChunk = 0;
      }
      this.#current = open(seq);
      this.#position = 0;
    }
    const place = { chunk: this.#current, position: this.#position, returned: false };
    this.#position += 1;
    if (this.#position === this.#current.texts.length) this.#current = null;
    return place;
  }
}
