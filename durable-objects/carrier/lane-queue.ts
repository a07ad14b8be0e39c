import type { Lane } from "../../src/messages/message.ts";
import type { ActiveChunk, TextPlace } from "./backlog.ts";

/** In how many turns a campaign gets one while ordinary texts wait too. */
const bulkEvery = 10;
/** Entries that are over before the list is copied without them. */
const compactAfter = 1_000;

/** Which lane's turn it is: one-time codes always first; campaigns get one turn in ten beside ordinary texts. */
export function pickLane(isEmpty: Readonly<Record<Lane, boolean>>, turn: number): Lane | null {
  if (!isEmpty.otp) return "otp";
  if (isEmpty.normal) return isEmpty.bulk ? null : "bulk";
  return !isEmpty.bulk && turn % bulkEvery === 0 ? "bulk" : "normal";
}

/**
 * One lane: texts that came back, then the chunk being read, then the chunks not yet read, by their numbers only, and among
 * those the texts that were sent to the end of the line. A text that was moved away is still given out; the caller knows.
 */
export class LaneQueue {
  /** Texts to take before any chunk; the last one is next. */
  readonly #front: TextPlace[] = [];
  #current: ActiveChunk | null = null;
  #position = 0;
  #line: (number | TextPlace)[] = [];
  #next = 0;
  /** Chunks in the line that are to be passed over. */
  readonly #removed = new Set<number>();

  get isEmpty(): boolean {
    return this.#front.length === 0 && this.#current === null && this.#line.length - this.#next === this.#removed.size;
  }

  /** What comes next: a chunk's number where it has not been read, the chunk otherwise. */
  get heads(): (number | ActiveChunk)[] {
    const next = this.#line.find(
      (entry, index) => index >= this.#next && (typeof entry !== "number" || !this.#removed.has(entry)),
    );
    const returned = this.#front.at(-1);
    return [returned?.chunk, this.#current, typeof next === "object" ? next.chunk : next].filter(
      (head) => head !== undefined && head !== null,
    );
  }

  addChunk(seq: number): void {
    this.#line.push(seq);
  }

  addFront(place: TextPlace): void {
    this.#front.push(place);
  }

  /** Behind everything that is in the lane now. */
  addTail(place: TextPlace): void {
    this.#line.push(place);
  }

  /** For texts read back in order after a restart. */
  addBack(place: TextPlace): void {
    this.#front.unshift(place);
  }

  /** Takes a chunk that has not been read out of the line. */
  removeChunk(seq: number): void {
    this.#removed.add(seq);
    if (this.#removed.size < compactAfter) return;
    this.#line = this.#line.slice(this.#next).filter((entry) => typeof entry !== "number" || !this.#removed.has(entry));
    this.#next = 0;
    this.#removed.clear();
  }

  /** Takes the next text; null only when the lane is empty. `open` reads a chunk. */
  next(open: (seq: number) => ActiveChunk): TextPlace | null {
    const returned = this.#front.pop();
    if (returned !== undefined) return returned;
    if (this.#current === null) {
      const entry = this.#nextInLine();
      if (entry === undefined) return null;
      if (typeof entry !== "number") return entry;
      this.#current = open(entry);
      this.#position = 0;
    }
    const place = { chunk: this.#current, position: this.#position, returned: false };
    this.#position += 1;
    if (this.#position === this.#current.texts.length) this.#current = null;
    return place;
  }

  #nextInLine(): number | TextPlace | undefined {
    for (;;) {
      const entry = this.#line[this.#next];
      if (entry === undefined) return undefined;
      this.#next += 1;
      if (this.#next > compactAfter) {
        this.#line = this.#line.slice(this.#next);
        this.#next = 0;
      }
      if (typeof entry !== "number" || !this.#removed.delete(entry)) return entry;
    }
  }
}
