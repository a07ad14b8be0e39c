import type { AccountLimits, RateState } from "../../src/accounts/account.ts";
import {
  type BucketLimits,
  type TokenBucket,
  fullBucket,
  refill,
  takeTokens,
} from "../../src/accounts/token-bucket.ts";

/** The account's pace, in segments. Full again when the object is started anew: an eviction may give one burst more, and costs no write per message. */
export class RateLimiter {
  #bucket: TokenBucket | null = null;

  /** Takes the segments and returns 0, or takes nothing and returns how long to wait, in ms. */
  take(limits: AccountLimits, segments: number, nowMs: number): number {
    const { bucket, waitMs } = takeTokens(this.#bucketAt(limits, nowMs), bucketLimits(limits), segments, nowMs);
    this.#bucket = bucket;
    return waitMs;
  }

  state(limits: AccountLimits, nowMs: number): RateState {
    const { perSecond, burst } = bucketLimits(limits);
    const tokens = refill(this.#bucketAt(limits, nowMs), { perSecond, burst }, nowMs);
    return {
      limit: burst,
      remaining: Math.max(0, Math.floor(tokens)),
      resetSeconds: Math.ceil((burst - tokens) / perSecond),
    };
  }

  #bucketAt(limits: AccountLimits, nowMs: number): TokenBucket {
    return this.#bucket ?? fullBucket(bucketLimits(limits), nowMs);
  }
}

function bucketLimits(limits: AccountLimits): BucketLimits {
  return { perSecond: limits.segmentsPerSecond, burst: limits.burstSegments };
}
