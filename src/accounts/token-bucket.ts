/** A bucket of segments that fills at a steady pace. Pure: time is passed in, epoch ms. */
export interface TokenBucket {
  tokens: number;
  updatedAtMs: number;
}

export interface BucketLimits {
  perSecond: number;
  burst: number;
}

export function fullBucket(limits: BucketLimits, nowMs: number): TokenBucket {
  return { tokens: limits.burst, updatedAtMs: nowMs };
}

/**
 * Takes `cost` tokens if the bucket has them, or if it is full: a request larger than the burst is let through by a full
 * bucket, which then stands below zero until the time it took is made up. So a request is taken whole or not at all, and
 * none is too large to be ever taken.
 */
export function takeTokens(
  bucket: TokenBucket,
  limits: BucketLimits,
  cost: number,
  nowMs: number,
): { taken: boolean; bucket: TokenBucket; waitMs: number } {
  const tokens = refill(bucket, limits, nowMs);
  const needed = Math.min(cost, limits.burst);
  if (tokens >= needed) return { taken: true, bucket: { tokens: tokens - cost, updatedAtMs: nowMs }, waitMs: 0 };
  return {
    taken: false,
    bucket: { tokens, updatedAtMs: nowMs },
    waitMs: Math.ceil(((needed - tokens) / limits.perSecond) * 1_000),
  };
}

/** Tokens there are now. */
export function refill(bucket: TokenBucket, limits: BucketLimits, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - bucket.updatedAtMs);
  return Math.min(limits.burst, bucket.tokens + (elapsedMs / 1_000) * limits.perSecond);
}
