import type { BindConfig } from "../../src/link/bind-config.ts";
import type { Pace } from "./pace.ts";
import { availableAt, nextTokenDelayMs, spend, startPace } from "./pace.ts";

/** Timers finer than this cost more turns of the event loop than they gain in pace. */
const minPaceDelayMs = 5;

export type SlotLimits = Pick<BindConfig, "windowSize" | "throughputPerSecond">;

/**
 * How many submits a bind may still take: what its window and its pace leave. Says when there may be more, once per turn
 * of the event loop however many responses came in it.
 */
export class Slots {
  readonly #monotonicMs: () => number;
  readonly #onChange: () => void;
  #limits: SlotLimits;
  #pace: Pace | undefined = undefined;
  #paceTimer: NodeJS.Timeout | undefined = undefined;
  #announced = false;
  #taken = 0;
  /** 0 to 1: what the carrier's congestion leaves of window and pace. */
  #share = 1;

  constructor(limits: SlotLimits, monotonicMs: () => number, onChange: () => void) {
    this.#limits = limits;
    this.#monotonicMs = monotonicMs;
    this.#onChange = onChange;
    this.#setPace();
  }

  get taken(): number {
    return this.#taken;
  }

  /** Slots free now. When the pace is what limits them, `onChange` is called as it allows more. */
  free(): number {
    const free = Math.max(0, this.#windowSize() - this.#taken);
    if (this.#pace === undefined || free === 0) {
      return free;
    }
    const nowMs = this.#monotonicMs();
    const allowed = availableAt(this.#pace, nowMs);
    if (allowed < free) {
      const delayMs = Math.max(minPaceDelayMs, Math.ceil(nextTokenDelayMs(this.#pace, nowMs)));
      this.#paceTimer ??= setTimeout(() => this.#onPaceTimer(), delayMs);
    }
    return Math.min(free, allowed);
  }

  /** Why there is no slot; undefined when there is one. */
  obstacle(): string | undefined {
    if (this.#taken >= this.#windowSize()) {
      return "the window is full";
    }
    const paced = this.#pace !== undefined && availableAt(this.#pace, this.#monotonicMs()) < 1;
    return paced ? "over the bind's throughput" : undefined;
  }

  take(): void {
    this.#taken++;
    if (this.#pace !== undefined) {
      this.#pace = spend(this.#pace, this.#monotonicMs());
    }
  }

  release(): void {
    this.#taken--;
    this.announce();
  }

  /** Calls `onChange` before this turn's output is written, so that what it submits leaves with it. */
  announce(): void {
    if (this.#announced) {
      return;
    }
    this.#announced = true;
    process.nextTick(() => {
      this.#announced = false;
      this.#onChange();
    });
  }

  limit(limits: SlotLimits): void {
    const paced = limits.throughputPerSecond !== this.#limits.throughputPerSecond;
    this.#limits = limits;
    if (paced) {
      this.#setPace();
    }
    this.announce();
  }

  /** Leaves only this share, above 0 and at most 1, of window and pace; at least one slot stays. True when it changed. */
  setShare(share: number): boolean {
    if (share === this.#share) {
      return false;
    }
    this.#share = share;
    this.#setPace();
    this.announce();
    return true;
  }

  /** Stops the timer; slots are then asked about no more. */
  close(): void {
    clearTimeout(this.#paceTimer);
  }

  #onPaceTimer(): void {
    this.#paceTimer = undefined;
    this.announce();
  }

  #windowSize(): number {
    return Math.max(1, Math.floor(this.#limits.windowSize * this.#share));
  }

  #setPace(): void {
    const perSecond = this.#limits.throughputPerSecond;
    this.#pace = perSecond === null ? undefined : startPace(perSecond * this.#share, this.#monotonicMs());
  }
}
