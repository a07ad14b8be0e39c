import { fail } from "../errors.ts";
import { logError } from "../log.ts";
import type { AppContext } from "./app-env.ts";
import { problem } from "./problem.ts";

const retryAfterSeconds = 1;

/** What D1 says of faults that pass by themselves (developers.cloudflare.com/d1/observability/debug-d1). */
const passingFaults =
  /network connection lost|is overloaded|object to be reset|storage operation exceeded timeout|code was updated|internal error in D1/i;

/** Answers for an error nobody foresaw: what happened goes to the log, the caller gets the request's id and nothing else. */
export function answerUnexpected(error: unknown, c: AppContext): Response {
  const requestId = c.get("requestId");
  logError("http.unexpected", error, { requestId, method: c.req.method, transient: isPassing(error) });
  if (isPassing(error)) return problem(c, fail("unavailable", { retryAfterSeconds }).error);
  return problem(c, fail("internal_error").error);
}

/** True for faults of the platform that the same request may not meet again. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("retryable" in error && error.retryable === true) return true;
  if ("overloaded" in error && error.overloaded === true) return true;
  return passingFaults.test(error.message);
}
