import { monotonicMs } from "./clock.ts";
import { numberLimit } from "./text-numbers.ts";

/** When each text of a turn came by, by its number. */
export class Arrivals {
  /** Texts that came at least once. */
  distinct = 0;
  /** All that came, repetitions included. */
  total = 0;
  /** When the last one came that had not come before. */
  lastAtMs = 0;
  readonly #atMs = new Float64Array(numberLimit);

  take(number: number, atMs = monotonicMs()): void {
    this.total += 1;
    if (!(number >= 0 && number < numberLimit) || this.#atMs[number] !== 0) return;
    this.#atMs[number] = atMs;
    this.distinct += 1;
    this.lastAtMs = atMs;
  }

  /** 0 for those that have not come. */
  times(count: number): number[] {
    return [...this.#atMs.subarray(0, count)];
  }

  clear(): void {
    this.distinct = 0;
    this.total = 0;
    this.lastAtMs = 0;
    this.#atMs.fill(0);
  }
}
