/** What came of one request to an endpoint. `status` is null where there was no response. */
export interface Exchange {
  status: number | null;
  /** The Retry-After header, as it came. */
  retryAfter: string | null;
}

/** `slow` is a failure by which the endpoint asks for time; `gone` one by which it asks for nothing more, ever. */
export type Verdict = "delivered" | "failed" | "slow" | "gone";

/** Only 2xx is a delivery: a redirect is not followed, so that a signed body goes nowhere but where it was meant to. */
export function judgeResponse({ status }: Exchange): Verdict {
  if (status === null) return "failed";
  if (status >= 200 && status <= 299) return "delivered";
  if (status === 410) return "gone";
  return status === 429 || status === 503 ? "slow" : "failed";
}

/** The wait that a Retry-After header (RFC 9110, section 10.2.3) asks for, in ms; null where it says nothing readable. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
