import type { SegmentResult, SubmitText } from "../src/link/frames.ts";

/** A segment between the edge's submit and its result. */
export interface HeldSegment {
  /** `messageId:segment:attempt`. */
  readonly key: string;
  readonly text: SubmitText;
  /** 0-based. */
  readonly segment: number;
  /** The journal's row, once it is handed to a socket. */
  row: number | undefined;
}

/** Names one try at one segment, on the link and in the journal. */
export function segmentKey({
  messageId,
  segment,
  attempt,
}: Pick<SegmentResult, "messageId" | "segment" | "attempt">): string {
  return `${messageId}:${segment}:${attempt}`;
}

/** The segments a carrier's edge believes to be here: some wait for a bind, in order, the others for their result. */
export class SegmentQueue {
  readonly #held = new Map<string, HeldSegment>();
  #waiting: HeldSegment[] = [];
  /** Where in #waiting the next one is; what lies before is gone. */
  #head = 0;

  get waitingCount(): number {
    return this.#waiting.length - this.#head;
  }

  get heldCount(): number {
    return this.#held.size;
  }

  /** Adds the segments of a text that are asked for, but for those that are here already or that `isSettled` knows. */
  add(text: SubmitText, isSettled: (key: string) => boolean): void {
    const segments = text.segments ?? Array.from({ length: text.segmentCount }, (_, index) => index);
    for (const segment of segments) {
      const key = segmentKey({ messageId: text.messageId, segment, attempt: text.attempt });
      if (!this.#held.has(key) && !isSettled(key)) {
        const held: HeldSegment = { key, text, segment, row: undefined };
        this.#held.set(key, held);
        this.#waiting.push(held);
      }
    }
  }

  /** Takes the segment that has waited longest; it is held until `remove`. */
  next(): HeldSegment | undefined {
    const held = this.#waiting[this.#head];
    if (held === undefined) {
      return undefined;
    }
    this.#head++;
    if (this.#head >= 1_024 && this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return held;
  }

  /** Drops those of the segments named by `keys` that still wait. */
  forget(keys: ReadonlySet<string>): void {
    this.#waiting = this.#waiting.slice(this.#head).filter((held) => {
      const dropped = keys.has(held.key);
      if (dropped) this.#held.delete(held.key);
      return !dropped;
    });
    this.#head = 0;
  }

  /** Takes all that wait, oldest first. */
  takeWaiting(): HeldSegment[] {
    const waiting = this.#waiting.slice(this.#head);
    this.#waiting = [];
    this.#head = 0;
    return waiting;
  }

  /** The segment has its result. */
  remove(held: HeldSegment): void {
    this.#held.delete(held.key);
  }

  keys(): string[] {
    return [...this.#held.keys()];
  }
}
