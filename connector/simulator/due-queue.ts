interface Item<Value> {
  dueMs: number;
  /** Keeps what is due at one moment in the order it was added. */
  order: number;
  value: Value;
}

/** What is to happen later, soonest first: a binary heap, so that a hundred thousand receipts need no timer each. */
export class DueQueue<Value> {
  readonly #heap: Item<Value>[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the soonest is due. */
  get nextDueMs(): number | undefined {
    return this.#heap[0]?.dueMs;
  }

  add(dueMs: number, value: Value): void {
    const item = { dueMs, order: this.#added++, value };
    const heap = this.#heap;
    let index = heap.length;
    heap.push(item);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || precedes(parent, item)) {
        break;
      }
      heap[index] = parent;
      index = above;
    }
    heap[index] = item;
  }

  /** The soonest, when it is due at `nowMs`; it is then no longer in the queue. */
  takeDue(nowMs: number): Value | undefined {
    const heap = this.#heap;
    const soonest = heap[0];
    if (soonest === undefined || soonest.dueMs > nowMs) {
      return undefined;
    }
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      this.#sinkFromTop(last);
    }
    return soonest.value;
  }

  #sinkFromTop(item: Item<Value>): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const rightFirst = right !== undefined && left !== undefined && precedes(right, left);
      const child = rightFirst ? right : left;
      if (child === undefined || precedes(item, child)) {
        break;
      }
      heap[index] = child;
      index = 2 * index + (rightFirst ? 2 : 1);
    }
    heap[index] = item;
  }
}

function precedes<Value>(one: Item<Value>, other: Item<Value>): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}
