import { createMiddleware } from "hono/factory";
import { fail } from "../../errors.ts";
import type { AppEnv } from "../app-env.ts";
import { problem } from "../problem.ts";

/**
 * Requests that one isolate has under way for customers. More would only wait longer, each with up to 256 KB in an isolate's
 * 128 MB; throughput is at its best with half of them.
 */
export const mostUnderWay = 64;
const shortestWaitSeconds = 1;
const longestWaitSeconds = 3;

/** Answers 503 at once, before anything is read, while `limit` requests are under way. `random` spreads those who come back. */
export function shedLoad(limit: number, random: () => number = Math.random) {
  let underWay = 0;
  return createMiddleware<AppEnv>(async (c, next) => {
    if (underWay >= limit) {
      const span = longestWaitSeconds - shortestWaitSeconds + 1;
      const retryAfterSeconds = shortestWaitSeconds + Math.floor(random() * span);
      return problem(c, fail("unavailable", { retryAfterSeconds }).error);
    }
    underWay++;
    try {
      await next();
      return undefined;
    } finally {
      underWay--;
    }
  });
}
