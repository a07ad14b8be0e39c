import { createMiddleware } from "hono/factory";
import { fail } from "../../errors.ts";
import type { AppEnv } from "../app-env.ts";
import { problem } from "../problem.ts";

/**
 * A request that is older holds no place. One whose client hangs up is ended by the platform without another word, so places are
 * not only given back.
 */
const longestHeldMs = 30_000;
const shortestWaitSeconds = 1;
const longestWaitSeconds = 3;

interface Place {
  accountId: string;
  /** Epoch ms. */
  sinceMs: number;
}

export interface ShedLoadOptions {
  /** Epoch ms. */
  now?: () => number;
  /** In [0, 1); spreads those who come back. */
  random?: () => number;
}

/**
 * Answers 503 at once, before a body is read, while as many requests of customers are under way in this isolate as
 * `REQUESTS_UNDER_WAY` says: more would only wait longer, each with up to 256 KB in an isolate's 128 MB. An account may have all
 * of them where nobody else asks; so a quarter more are let in, of accounts that have less than a quarter, and none is shut out by
 * another. Runs after `authenticateKey`.
 */
export function shedLoad({ now = Date.now, random = Math.random }: ShedLoadOptions = {}) {
  /** In the order in which they began. */
  const places = new Set<Place>();

  function hasRoom(limit: number, accountId: string, nowMs: number): boolean {
    // Not a number where the variable is wrong, which had better not refuse everybody.
    if (!(places.size >= limit)) return true;
    forget(places, nowMs - longestHeldMs);
    if (places.size < limit) return true;
    const share = Math.floor(limit / 4);
    return places.size < limit + share && countOf(places, accountId) < share;
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const { accountId } = c.get("key");
    const nowMs = now();
    if (!hasRoom(Number(c.env.REQUESTS_UNDER_WAY), accountId, nowMs)) {
      const span = longestWaitSeconds - shortestWaitSeconds + 1;
      const retryAfterSeconds = shortestWaitSeconds + Math.floor(random() * span);
      return problem(c, fail("unavailable", { retryAfterSeconds }).error);
    }
    const place = { accountId, sinceMs: nowMs };
    places.add(place);
    try {
      await next();
      return undefined;
    } finally {
      places.delete(place);
    }
  });
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
