/**
 * A token bucket, as a value: segments per second with a small burst. Carriers count within a second, so the burst is what
 * a tenth of one holds, and never less than one segment.
 */
export interface Pace {
  readonly perSecond: number;
  /** Segments that may go at once after a pause; `availableAt` never exceeds it. */
  readonly capacity: number;
  readonly tokens: number;
  readonly atMs: number;
}

export function startPace(perSecond: number, nowMs: number): Pace {
  const capacity = Math.max(1, Math.ceil(perSecond / 10));
  return { perSecond, capacity, tokens: capacity, atMs: nowMs };
}

function tokensAt(pace: Pace, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - pace.atMs);
  return Math.min(pace.capacity, pace.tokens + (elapsedMs * pace.perSecond) / 1_000);
}

/** Whole segments that may go at `nowMs`. */
export function availableAt(pace: Pace, nowMs: number): number {
  // Sums of fractions end a hair under the whole number they mean.
  return Math.floor(tokensAt(pace, nowMs) + 1e-9);
}

/** The pace after one segment went. */
export function spend(pace: Pace, nowMs: number): Pace {
  return { ...pace, tokens: tokensAt(pace, nowMs) - 1, atMs: Math.max(nowMs, pace.atMs) };
}

/** Milliseconds until one more segment than now may go; 0 when the bucket is full. */
export function nextTokenDelayMs(pace: Pace, nowMs: number): number {
  const tokens = tokensAt(pace, nowMs);
  const wanted = Math.floor(tokens + 1e-9) + 1;
  return wanted > pace.capacity ? 0 : ((wanted - tokens) * 1_000) / pace.perSecond;
}
