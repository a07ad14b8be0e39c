import type { RateState } from "../accounts/account.ts";

type Headers = Readonly<Record<string, string>>;

/** Answers with JSON. The body's type is the caller's to hold against the operation's schema. */
export function json(status: number, body: unknown, headers: Headers = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** RateLimit headers, counted in segments. */
export function rateHeaders(rate: RateState | undefined): Headers {
  if (rate === undefined) return {};
  return {
    "ratelimit-limit": String(rate.limit),
    "ratelimit-remaining": String(rate.remaining),
    "ratelimit-reset": String(rate.resetSeconds),
  };
}

/** UTC in ISO 8601, to the millisecond. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
