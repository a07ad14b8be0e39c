import { createMiddleware } from "hono/factory";
import { fail } from "../../errors.ts";
import { type AppEnv, keepAlive } from "../app-env.ts";
import { problem } from "../problem.ts";

/** A request that is older holds no place: the platform may have ended it without another word. */
const longestHeldMs = 30_000;
/** How long a request waits for a place, and how often it looks. Nobody may wake it: another request's promise is another's. */
const longestWaitMs = 250;
const lookEveryMs = 10;
/** An isolate that looks so much later than it meant to has more to do than it can: for a while nobody waits. */
const mostLateMs = 60;
const lateForMs = 1_000;
const shortestRetrySeconds = 1;
const longestRetrySeconds = 3;

interface Place {
  accountId: string;
  /** Epoch ms. */
  sinceMs: number;
}

export interface ShedLoadOptions {
  /** Epoch ms. */
  now?: () => number;
  wait?: (delayMs: number) => Promise<void>;
  /** In [0, 1); spreads those who come back. */
  random?: () => number;
}

/**
 * Lets as many requests of customers be under way in this isolate as `REQUESTS_UNDER_WAY` says, and as many wait for a quarter of a
 * second; the others get a 503 at once, before a body is read. More would only wait longer, each with up to 256 KB in an isolate's
 * 128 MB. In an isolate that is late nobody waits: workerd sends answers when its loop would sleep, the newest first, and where it
 * never sleeps some stay for half a minute.
 *
 * An account may have all of it where nobody else asks; so a quarter more are let in, of accounts that have less than a quarter, and
 * none is shut out by another. Runs after `authenticateKey`.
 */
export function shedLoad({ now = Date.now, wait = waitOnPlatform, random = Math.random }: ShedLoadOptions = {}) {
  /** In the order in which they began. */
  const places = new Set<Place>();
  const waiting = new Set<Place>();
  let lateUntilMs = 0;

  /** `ahead`: how many have a better right to a place. */
  function take(limit: number, ahead: number, accountId: string): Place | null {
    const sinceMs = now();
    if (places.size + ahead >= limit) {
      forget(places, sinceMs - longestHeldMs);
      const share = Math.floor(limit / 4);
      const isSmall = places.size < limit + share && countOf(places, accountId) < share;
      if (places.size + ahead >= limit && !isSmall) return null;
    }
    const place = { accountId, sinceMs };
    places.add(place);
    return place;
  }

  /** Whether it was on time. */
  async function look(): Promise<boolean> {
    const sinceMs = now();
    await wait(lookEveryMs);
    const isOnTime = now() - sinceMs <= lookEveryMs + mostLateMs;
    if (!isOnTime) lateUntilMs = now() + lateForMs;
    return isOnTime;
  }

  async function waitFor(limit: number, accountId: string): Promise<Place | null> {
    const sinceMs = now();
    forget(waiting, sinceMs - longestWaitMs * 2);
    if (waiting.size >= limit || sinceMs < lateUntilMs) return null;
    const self = { accountId, sinceMs };
    waiting.add(self);
    try {
      while (now() - sinceMs < longestWaitMs) {
        const isOnTime = await look();
        const place = take(limit, 0, accountId);
        if (place !== null || !isOnTime) return place;
      }
      return null;
    } finally {
      waiting.delete(self);
    }
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const { accountId } = c.get("key");
    // Where the variable is no number nobody is refused, which is better than everybody.
    const limit = Number(c.env.REQUESTS_UNDER_WAY) || Number.POSITIVE_INFINITY;
    const place = take(limit, waiting.size, accountId) ?? (await waitFor(limit, accountId));
    if (place === null) {
      const span = longestRetrySeconds - shortestRetrySeconds + 1;
      const retryAfterSeconds = shortestRetrySeconds + Math.floor(random() * span);
      return problem(c, fail("unavailable", { retryAfterSeconds }).error);
    }
    const ended = Promise.withResolvers<void>();
    // One whose client hangs up ends like any other: else its place would stay taken, and those who share a call with it unanswered.
    keepAlive(c)(ended.promise);
    try {
      await next();
      return undefined;
    } finally {
      places.delete(place);
      ended.resolve();
    }
  });
}

function waitOnPlatform(delayMs: number): Promise<void> {
  return scheduler.wait(delayMs);
}

/** Those who began before a moment (epoch ms). */
function forget(places: Set<Place>, beforeMs: number): void {
  for (const place of places) {
    if (place.sinceMs >= beforeMs) return;
    places.delete(place);
  }
}

function countOf(places: ReadonlySet<Place>, accountId: string): number {
  let count = 0;
  for (const place of places) if (place.accountId === accountId) count++;
  return count;
}
