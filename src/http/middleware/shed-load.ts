import { createMiddleware } from "hono/factory";
import { fail } from "../../errors.ts";
import type { AppEnv } from "../app-env.ts";
import { problem } from "../problem.ts";

/**
 * Requests that one isolate has under way for customers. More would only wait longer, each with up to 256 KB in an isolate's
 * 128 MB; throughput is at its best with half of them.
 */
export const mostUnderWay = 64;
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
 * Answers 503 at once, before a body is read, while `limit` requests are under way. An account may have all of them where nobody
 * else asks; so a quarter more are let in, of accounts that have less than a quarter, and none is shut out by another. Runs
 * after `authenticateKey`.
 */
export function shedLoad(limit: number, { now = Date.now, random = Math.random }: ShedLoadOptions = {}) {
  /** In the order in which they began. */
  const places = new Set<Place>();
  const share = Math.floor(limit / 4);

  function hasRoom(accountId: string, nowMs: number): boolean {
    if (places.size < limit) return true;
    forget(places, nowMs - longestHeldMs);
    if (places.size < limit) return true;
    return places.size < limit + share && countOf(places, accountId) < share;
  }

  return createMiddleware<AppEnv>(async (c, next) => {
    const { accountId } = c.get("key");
    const nowMs = now();
    if (!hasRoom(accountId, nowMs)) {
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
