import type { SubmitText } from "../src/link/frames.ts";
import { type SubmitProfile, defaultSubmitProfile } from "../src/link/submit-profile.ts";
import type { HeldSubmit } from "./bind.ts";
import type { HeldSegment } from "./segment-queue.ts";
import { SegmentQueue } from "./segment-queue.ts";

/** Segments of a text that is sent whole, at most: the results of all of them have room in one report. */
const wholeTextLimit = 100;

/** The segments the edge believes to be here, in the submits that the carrier wants them in. */
export class SubmitQueue {
  readonly #segments = new SegmentQueue();
  /** Of texts whose profile is not the default one. */
  readonly #profiles = new WeakMap<SubmitText, SubmitProfile>();
  #profile = defaultSubmitProfile;
  /** Taken off the queue and not used yet: the first of those that wait. */
  #ahead: HeldSegment[] = [];

  /** How the carrier wants the texts that are added from now on. */
  configure(profile: SubmitProfile): void {
    this.#profile = JSON.stringify(profile) === JSON.stringify(defaultSubmitProfile) ? defaultSubmitProfile : profile;
  }

  get heldCount(): number {
    return this.#segments.heldCount;
  }

  get waitingCount(): number {
    return this.#segments.waitingCount + this.#ahead.length;
  }

  /** Adds the segments of a text that are asked for, but for those that are here already or that `isSettled` knows. */
  add(text: SubmitText, isSettled: (key: string) => boolean): void {
    if (this.#profile !== defaultSubmitProfile) this.#profiles.set(text, this.#profile);
    this.#segments.add(text, isSettled);
  }

  /** Takes the segment that has waited longest, with all others of its text where they go as one; held until `remove`. */
  next(): HeldSubmit | undefined {
    const first = this.#take();
    if (first === undefined) {
      return undefined;
    }
    const { text } = first;
    const profile = this.#profiles.get(text) ?? defaultSubmitProfile;
    if (first.segment !== 0 || !goesWhole(profile, text)) {
      return { text, profile, parts: [first] };
    }
    const others: HeldSegment[] = [];
    while (others.length < text.segmentCount - 1) {
      const next = this.#take();
      if (next !== undefined) others.push(next);
      if (next?.text !== text) {
        this.#ahead = [...others, ...this.#ahead];
        return { text, profile, parts: [first] };
      }
    }
    return { text, profile, parts: [first, ...others] };
  }

  /** Drops those of the segments named by `keys` that still wait. */
  forget(keys: ReadonlySet<string>): void {
    for (const held of this.#ahead) {
      if (keys.has(held.key)) this.#segments.remove(held);
    }
    this.#ahead = this.#ahead.filter(({ key }) => !keys.has(key));
    this.#segments.forget(keys);
  }

  /** Takes all that wait, oldest first. */
  takeWaiting(): HeldSegment[] {
    const ahead = this.#ahead;
    this.#ahead = [];
    return [...ahead, ...this.#segments.takeWaiting()];
  }

  /** The segment has its result. */
  remove(held: HeldSegment): void {
    this.#segments.remove(held);
  }

  keys(): string[] {
    return this.#segments.keys();
  }

  #take(): HeldSegment | undefined {
    return this.#ahead.shift() ?? this.#segments.next();
  }
}

/** Whether the segments of a text are one submit; where some were taken already, each of the others is one by itself. */
function goesWhole({ concatenation }: SubmitProfile, { segmentCount, segments }: SubmitText): boolean {
  const isAll = segments === undefined || segments.length === segmentCount;
  return concatenation === "payload" && segmentCount > 1 && segmentCount <= wholeTextLimit && isAll;
}
