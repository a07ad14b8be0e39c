import { SeededRandom } from "../../e2e/seeded-random.ts";

/** Choices that repeat with the seed. */
export class Draw {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.#random.between(low, high + 1));
  }

  chance(probability: number): boolean {
    return this.#random.between(0, 1) < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  octets(count: number): Buffer {
    const bytes = Buffer.allocUnsafe(count);
    for (let index = 0; index < count; index++) {
      bytes[index] = this.integer(0, 255);
    }
    return bytes;
  }
}
