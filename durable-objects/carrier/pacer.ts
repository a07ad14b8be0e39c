import {
  type CarrierPace,
  type PaceLimits,
  availableSegments,
  nextAtMs,
  onThrottled,
  paceLimits,
  rateAt,
  startPace,
  takeSegments,
} from "../../src/carriers/pace.ts";

/** How long a carrier without an agreed rate rests after it said it was throttled. */
const pauseMs = 1_000;
/** Waiting for less than this costs more in alarms than it gains in smoothness. */
const shortestWaitMs = 50;

/** How fast the carrier is fed. In memory: an object that starts anew may send one burst more. */
export class Pacer {
  #limits: PaceLimits | null = null;
  #pace: CarrierPace | null = null;
  #pausedUntilMs = 0;

  /** `perSecond` is the agreed rate in segments; null where the windows alone set the pace. */
  configure(perSecond: number | null, nowMs: number): void {
    if (perSecond === (this.#limits?.perSecond ?? null)) return;
    this.#limits = perSecond === null ? null : paceLimits(perSecond);
    this.#pace = this.#limits === null ? null : startPace(this.#limits, nowMs);
  }

  /** Segments a second that it lets go now: 0 in a rest, null where the windows alone set the pace. */
  perSecond(nowMs: number): number | null {
    if (nowMs < this.#pausedUntilMs) return 0;
    if (this.#limits === null || this.#pace === null) return null;
    return nowMs < this.#pace.pausedUntilMs ? 0 : rateAt(this.#pace, this.#limits, nowMs);
  }

  /** Segments that may go now. */
  budget(nowMs: number): number {
    if (nowMs < this.#pausedUntilMs) return 0;
    if (this.#limits === null || this.#pace === null) return Number.POSITIVE_INFINITY;
    return availableSegments(this.#pace, this.#limits, nowMs);
  }

  /** Counts segments that went. The last text may have had more than were left: what follows makes up for it. */
  spend(segments: number, nowMs: number): void {
    if (this.#limits === null || this.#pace === null) return;
    const { taken, pace } = takeSegments(this.#pace, this.#limits, segments, nowMs);
    const { tokens } = pace.bucket;
    this.#pace = taken ? pace : { ...pace, bucket: { tokens: tokens - segments, updatedAtMs: nowMs } };
  }

  /** The carrier refused what was sent at `sentAtMs` because it was too much. */
  onThrottled(nowMs: number, sentAtMs: number): void {
    if (this.#limits === null || this.#pace === null) {
      if (sentAtMs >= this.#pausedUntilMs) this.#pausedUntilMs = nowMs + pauseMs;
      return;
    }
    this.#pace = onThrottled(this.#pace, this.#limits, nowMs, sentAtMs);
  }

  /** When to ask for a budget again, if there is none now. */
  wakeAtMs(nowMs: number): number {
    if (nowMs < this.#pausedUntilMs) return this.#pausedUntilMs;
    if (this.#limits === null || this.#pace === null) return nowMs;
    return Math.max(nowMs + shortestWaitMs, nextAtMs(this.#pace, this.#limits, 1, nowMs));
  }
}
