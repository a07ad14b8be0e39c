import { SeededRandom } from "../seeded-random.ts";

/** Draws that are the same for the same seed. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** True in this share of cases. */
  is(share: number): boolean {
    return this.#random.between(0, 1) < share;
  }

  /** From `low` to `high`, both among them. */
  integer(low: number, high: number): number {
    return Math.floor(this.#random.between(low, high + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.integer(0, from.length - 1)];
    if (picked === undefined && from.length === 0) throw new Error("there is nothing to pick from");
    return picked as T;
  }
}
