import { findWatchedTopics } from "../db/live-watchers.ts";

/** How old what an isolate knows may be: somebody who has just come is told nothing for as long. */
const knownForMs = 2_000;

/**
 * What is watched, as one isolate knows it. It asks every two seconds at most, and only while there is something to tell; while
 * nobody watches, the answer is read from an empty table.
 */
export class WatchedTopics {
  #topics: ReadonlySet<string> = new Set();
  #readAtMs = -Infinity;

  async current(db: D1Database, nowMs: number): Promise<ReadonlySet<string>> {
    if (Math.abs(nowMs - this.#readAtMs) < knownForMs) return this.#topics;
    // Before the answer is there: a request cannot wait for what another one has asked for.
    this.#readAtMs = nowMs;
    this.#topics = new Set(await findWatchedTopics(db, nowMs));
    return this.#topics;
  }

  /** Somebody here has just begun to watch. */
  forget(): void {
    this.#readAtMs = -Infinity;
  }
}
