import { type TokenBucket, fullBucket, refill, takeTokens } from "../accounts/token-bucket.ts";

/**
 * What a carrier takes, and how to give way when it says "throttled" (ESME_RTHROTTLED): stop for a moment, go on at half the
 * rate, and grow by steps back to what was agreed.
 */
export interface PaceLimits {
  /** Segments a second that were agreed on. */
  readonly perSecond: number;
  /** Segments that may go at once after a pause. */
  readonly burst: number;
  /** The rate is never halved below this many segments a second. */
  readonly floorPerSecond: number;
  /** How long nothing goes after the carrier throttled. */
  readonly pauseMs: number;
  /** What the rate grows by, segments a second, each `stepMs`. */
  readonly stepPerSecond: number;
  readonly stepMs: number;
}

/** Limits for an agreed rate: a burst of a tenth of a second, full speed again within 20 s of a single halving. */
export function paceLimits(perSecond: number): PaceLimits {
  return {
    perSecond,
    burst: Math.max(1, Math.ceil(perSecond / 10)),
    floorPerSecond: Math.min(perSecond, Math.max(0.1, perSecond / 100)),
    pauseMs: 1_000,
    stepPerSecond: perSecond / 40,
    stepMs: 1_000,
  };
}

/** A carrier's budget of segments. A plain value; times are epoch ms. */
export interface CarrierPace {
  readonly bucket: TokenBucket;
  /** The rate after the last halving, and from when on it grows; null at full rate. */
  readonly reduced: { readonly perSecond: number; readonly fromMs: number } | null;
  readonly pausedUntilMs: number;
}

export interface PaceTake {
  readonly taken: boolean;
  readonly pace: CarrierPace;
  /** When to ask again; now when taken. */
  readonly nextAtMs: number;
}

export function startPace(limits: PaceLimits, nowMs: number): CarrierPace {
  return { bucket: fullBucket(limits, nowMs), reduced: null, pausedUntilMs: 0 };
}

/** Segments a second that may go at a moment. */
export function rateAt(pace: CarrierPace, limits: PaceLimits, nowMs: number): number {
  if (pace.reduced === null) return limits.perSecond;
  const steps = Math.max(0, Math.floor((nowMs - pace.reduced.fromMs) / limits.stepMs));
  return Math.min(limits.perSecond, pace.reduced.perSecond + steps * limits.stepPerSecond);
}

/**
 * Takes all segments of a text, or none. More than the burst go when the bucket is full, and are made up for afterwards, so
 * no text is too long to ever go.
 */
export function takeSegments(pace: CarrierPace, limits: PaceLimits, segments: number, nowMs: number): PaceTake {
  if (nowMs < pace.pausedUntilMs) return { taken: false, pace, nextAtMs: pace.pausedUntilMs };
  const { taken, bucket, waitMs } = takeTokens(pace.bucket, bucketLimits(pace, limits), segments, nowMs);
  const isRecovered = pace.reduced !== null && rateAt(pace, limits, nowMs) >= limits.perSecond;
  return { taken, pace: { ...pace, bucket, reduced: isRecovered ? null : pace.reduced }, nextAtMs: nowMs + waitMs };
}

/** When so many segments can go if nothing else does: `nowMs` when at once. */
export function nextAtMs(pace: CarrierPace, limits: PaceLimits, segments: number, nowMs: number): number {
  return takeSegments(pace, limits, segments, nowMs).nextAtMs;
}

/** Whole segments that may go now one by one; for handing out many at a time. */
export function availableSegments(pace: CarrierPace, limits: PaceLimits, nowMs: number): number {
  if (nowMs < pace.pausedUntilMs) return 0;
  // Sums of fractions end a hair under the whole number they mean.
  return Math.max(0, Math.floor(refill(pace.bucket, bucketLimits(pace, limits), nowMs) + 1e-9));
}

/**
 * The pace after the carrier throttled. A whole window of submits is answered so at once, and halves the rate once: refusals of
 * what was sent (`sentAtMs`, now when not known) before the last pause was over change nothing. The bucket starts empty, so
 * that the pause does not end in a burst.
 */
export function onThrottled(pace: CarrierPace, limits: PaceLimits, nowMs: number, sentAtMs = nowMs): CarrierPace {
  if (sentAtMs < pace.pausedUntilMs) return pace;
  const resumeAtMs = nowMs + limits.pauseMs;
  const { tokens } = pace.bucket;
  return {
    bucket: { tokens: Math.min(0, tokens), updatedAtMs: resumeAtMs },
    reduced: { perSecond: Math.max(limits.floorPerSecond, rateAt(pace, limits, nowMs) / 2), fromMs: resumeAtMs },
    pausedUntilMs: resumeAtMs,
  };
}

/** Puts back segments that were taken and did not go. */
export function returnSegments(pace: CarrierPace, limits: PaceLimits, segments: number): CarrierPace {
  const tokens = Math.min(limits.burst, pace.bucket.tokens + segments);
  return { ...pace, bucket: { ...pace.bucket, tokens } };
}

/**
 * The bucket fills at the rate that held when it was last looked at, which is never above what holds since; its burst shrinks
 * with the rate.
 */
function bucketLimits(pace: CarrierPace, limits: PaceLimits): { perSecond: number; burst: number } {
  const perSecond = rateAt(pace, limits, pace.bucket.updatedAtMs);
  return { perSecond, burst: Math.max(1, (limits.burst * perSecond) / limits.perSecond) };
}
