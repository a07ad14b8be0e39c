const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Before each attempt after the first, as the Standard Webhooks have it: ten attempts in a little over three days. */
const delaysMs = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
] as const;

export const maximumAttempts = delaysMs.length + 1;

const jitterShare = 0.2;
const longestRetryAfterMs = 24 * hourMs;

/**
 * When an event is tried again after `attempts` attempts that failed, epoch ms; null where it is given up. `random` is in
 * [0, 1): up to a fifth is added to each delay, so that what failed together does not come back together. What the endpoint
 * asked for counts where it is longer, up to a day.
 */
export function retryAtMs(
  attempts: number,
  nowMs: number,
  random: number,
  retryAfterMs: number | null = null,
): number | null {
  const delayMs = delaysMs[attempts - 1];
  if (delayMs === undefined) return null;
  const wantedMs = Math.min(retryAfterMs ?? 0, longestRetryAfterMs);
  return nowMs + Math.max(Math.round(delayMs * (1 + jitterShare * random)), wantedMs);
}
