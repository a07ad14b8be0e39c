/**
 * A circuit breaker as a value. closed: results are counted, and when too many of the last `windowMs` failed it opens. open:
 * nothing goes through for a while. half_open: a few trials go through, whose results close it or open it for longer.
 */
export type BreakerState = "closed" | "open" | "half_open";

export interface BreakerOptions {
  /** How far back results count. */
  readonly windowMs: number;
  /** Results within the window before their ratio says anything. */
  readonly minimumResults: number;
  /** Share of failures, 0 to 1, from which it opens. */
  readonly failureRatio: number;
  /** How long it stays open the first time; each time a trial fails, twice as long as before, up to `maximumOpenMs`. */
  readonly openMs: number;
  readonly maximumOpenMs: number;
  /** Trials that go through half-open, and how many of them must succeed to close it. */
  readonly trials: number;
}

export const breakerDefaults: BreakerOptions = {
  windowMs: 30_000,
  minimumResults: 20,
  failureRatio: 0.5,
  openMs: 5_000,
  maximumOpenMs: 300_000,
  trials: 5,
};

export interface CircuitBreaker {
  /** Results by slice of the window, the latest first. */
  readonly slices: readonly { readonly startMs: number; readonly successes: number; readonly failures: number }[];
  /** When trials may begin; null while closed. */
  readonly trialsFromMs: number | null;
  /** How long it was last opened for. */
  readonly openForMs: number;
  readonly trialsGiven: number;
  readonly trialsSucceeded: number;
  /** When the last trials were given: results that never come must not keep it half-open for ever. */
  readonly trialsAtMs: number;
}

export const closedBreaker: CircuitBreaker = {
  slices: [],
  trialsFromMs: null,
  openForMs: 0,
  trialsGiven: 0,
  trialsSucceeded: 0,
  trialsAtMs: 0,
};

const slicesPerWindow = 10;

export function breakerState(breaker: CircuitBreaker, nowMs: number): BreakerState {
  if (breaker.trialsFromMs === null) return "closed";
  return nowMs < breaker.trialsFromMs ? "open" : "half_open";
}

/** How many of `wanted` attempts may go through now: all when closed, none when open, what is left of the trials between. */
export function admit(
  breaker: CircuitBreaker,
  options: BreakerOptions,
  wanted: number,
  nowMs: number,
): { readonly admitted: number; readonly breaker: CircuitBreaker } {
  const state = breakerState(breaker, nowMs);
  if (state === "closed") return { admitted: wanted, breaker };
  if (state === "open") return { admitted: 0, breaker };
  const isStale = nowMs - breaker.trialsAtMs >= options.windowMs;
  const given = isStale ? breaker.trialsSucceeded : breaker.trialsGiven;
  const admitted = Math.max(0, Math.min(wanted, options.trials - given));
  if (admitted === 0) return { admitted, breaker };
  return { admitted, breaker: { ...breaker, trialsGiven: given + admitted, trialsAtMs: nowMs } };
}

/**
 * The breaker after results came in. What counts as a failure is the caller's to say: a carrier that answers with a refusal of
 * the text is in good health. Results that come while it is open are of attempts from before, and change nothing.
 */
export function recordResults(
  breaker: CircuitBreaker,
  options: BreakerOptions,
  results: { readonly successes: number; readonly failures: number },
  nowMs: number,
): CircuitBreaker {
  switch (breakerState(breaker, nowMs)) {
    case "open":
      return breaker;
    case "half_open":
      return recordTrials(breaker, options, results, nowMs);
    case "closed":
      return recordClosed(breaker, options, results, nowMs);
  }
}

/** Opens it whatever the counts say: the carrier is known to be in trouble. */
export function openBreaker(breaker: CircuitBreaker, options: BreakerOptions, nowMs: number): CircuitBreaker {
  const openForMs = Math.min(options.maximumOpenMs, Math.max(options.openMs, breaker.openForMs * 2));
  return { ...closedBreaker, trialsFromMs: nowMs + openForMs, openForMs };
}

function recordTrials(
  breaker: CircuitBreaker,
  options: BreakerOptions,
  { successes, failures }: { readonly successes: number; readonly failures: number },
  nowMs: number,
): CircuitBreaker {
  if (failures > 0) return openBreaker(breaker, options, nowMs);
  const trialsSucceeded = breaker.trialsSucceeded + successes;
  return trialsSucceeded >= options.trials ? closedBreaker : { ...breaker, trialsSucceeded };
}

function recordClosed(
  breaker: CircuitBreaker,
  options: BreakerOptions,
  { successes, failures }: { readonly successes: number; readonly failures: number },
  nowMs: number,
): CircuitBreaker {
  const sliceMs = options.windowMs / slicesPerWindow;
  const startMs = Math.floor(nowMs / sliceMs) * sliceMs;
  const kept = breaker.slices.filter((slice) => slice.startMs > nowMs - options.windowMs);
  const current = kept.find((slice) => slice.startMs === startMs) ?? { startMs, successes: 0, failures: 0 };
  const slices = [
    { startMs, successes: current.successes + successes, failures: current.failures + failures },
    ...kept.filter((slice) => slice.startMs !== startMs),
  ];
  const failed = slices.reduce((sum, slice) => sum + slice.failures, 0);
  const counted = slices.reduce((sum, slice) => sum + slice.successes + slice.failures, 0);
  const isTripped = failures > 0 && counted >= options.minimumResults && failed >= counted * options.failureRatio;
  return isTripped ? openBreaker(breaker, options, nowMs) : { ...breaker, slices };
}
