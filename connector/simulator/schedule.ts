import { DueQueue } from "./due-queue.ts";

/** Runs tasks later, soonest first, with one timer for all of them. */
export class Schedule {
  readonly #queue = new DueQueue<() => void>();
  readonly #monotonicMs: () => number;
  #timer: NodeJS.Timeout | undefined = undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Runs `task` once, `delayMs` from now and never before this returns. */
  after(delayMs: number, task: () => void): void {
    this.#queue.add(this.#monotonicMs() + delayMs, task);
    this.#arm();
  }

  /** Forgets everything. */
  close(): void {
    clearTimeout(this.#timer);
    while (this.#queue.takeDue(Number.POSITIVE_INFINITY) !== undefined) {
      // Each turn of the loop drops one task.
    }
  }

  #arm(): void {
    const dueMs = this.#queue.nextDueMs;
    if (dueMs === undefined || dueMs >= this.#timerDueMs) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    this.#timer = setTimeout(() => this.#run(), Math.max(0, dueMs - this.#monotonicMs()));
  }

  #run(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#monotonicMs();
    for (let task = this.#queue.takeDue(nowMs); task !== undefined; task = this.#queue.takeDue(nowMs)) {
      task();
    }
    this.#arm();
  }
}
