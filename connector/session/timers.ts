/**
 * When a session asks its peer whether it is alive, and when it gives up on it. A value: every function takes the moment
 * (milliseconds of a monotonic clock) and returns what is true from then on.
 */
export interface SessionTimers {
  /** Silence after which an enquire_link goes out. */
  readonly enquireLinkIntervalMs: number;
  /** How long its response may take. */
  readonly responseTimeoutMs: number;
  readonly lastReceivedMs: number;
  /** When the enquire_link that has no response yet was sent. */
  readonly enquiredMs: number | undefined;
}

export type TimerAction = "none" | "enquire_link" | "give_up";

export function startTimers(
  settings: Pick<SessionTimers, "enquireLinkIntervalMs" | "responseTimeoutMs">,
  nowMs: number,
): SessionTimers {
  return { ...settings, lastReceivedMs: nowMs, enquiredMs: undefined };
}

/** Anything from the peer postpones the next question, and is no answer to one already asked. */
export function received(timers: SessionTimers, nowMs: number): SessionTimers {
  return { ...timers, lastReceivedMs: nowMs };
}

/** The answer to an enquire_link came. */
export function linkConfirmed(timers: SessionTimers, nowMs: number): SessionTimers {
  return { ...timers, lastReceivedMs: nowMs, enquiredMs: undefined };
}

/** What to do now. The caller sends the enquire_link, or closes. */
export function tick(timers: SessionTimers, nowMs: number): { timers: SessionTimers; action: TimerAction } {
  if (timers.enquiredMs !== undefined) {
    return { timers, action: nowMs - timers.enquiredMs >= timers.responseTimeoutMs ? "give_up" : "none" };
  }
  if (nowMs - timers.lastReceivedMs >= timers.enquireLinkIntervalMs) {
    return { timers: { ...timers, enquiredMs: nowMs }, action: "enquire_link" };
  }
  return { timers, action: "none" };
}
