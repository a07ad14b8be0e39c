/** What happened, in order; tests await it instead of time. */
export class Recorder<Item> {
  readonly all: Item[] = [];
  #waiting: (() => void)[] = [];

  readonly push = (item: Item): void => {
    this.all.push(item);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) {
      wake();
    }
  };

  /** The first item that matches, already there or yet to come. */
  async find(matches: (item: Item) => boolean): Promise<Item> {
    for (;;) {
      const found = this.all.find(matches);
      if (found !== undefined) {
        return found;
      }
      await this.#next();
    }
  }

  /** The first `count` items. */
  async take(count: number): Promise<Item[]> {
    while (this.all.length < count) {
      await this.#next();
    }
    return this.all.slice(0, count);
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
