/** How often the clock of the machine is asked, which may be set. */
const calibrateEveryMs = 1_000;

/** Epoch milliseconds with microseconds in their fraction: the monotonic clock's digits on the wall clock's time. */
export function createWallClock(now: () => number, monotonicMs: () => number): () => number {
  let offsetMs = now() - monotonicMs();
  let calibratedAtMs = monotonicMs();
  return () => {
    const elapsedMs = monotonicMs();
    if (elapsedMs - calibratedAtMs > calibrateEveryMs) {
      calibratedAtMs = elapsedMs;
      const driftMs = now() - elapsedMs - offsetMs;
      // The wall clock has whole milliseconds: within one, it says nothing new.
      if (Math.abs(driftMs) > 1) offsetMs += driftMs;
    }
    return offsetMs + elapsedMs;
  };
}
