import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import type { SubmitText } from "../../src/link/frames.ts";
import { submitSpans } from "../../src/traces/message-spans.ts";
import type { Span } from "../../src/traces/span.ts";

/** A request to an operator's HTTP API, for a text that may be traced. */
export interface TracedRequest {
  text: SubmitText;
  /** Of its segments. */
  results: readonly CarrierResult[];
  /** When the answer had come, epoch ms. */
  endMs: number;
}

/** The spans of a request; none where it was never made. */
export function requestSpans(carrierId: string, { text, results, endMs }: TracedRequest): Span[] {
  const { trace } = text;
  if (trace === undefined) return [];
  const { queuedAtMs, traceparent, tracestate } = trace;
  const context = tracestate === undefined ? { traceparent } : { traceparent, tracestate };
  return results.flatMap((result) => {
    const { messageId, segment, attempt, bindId, outcome, atMs, carrierMessageId, reason } = result;
    if (outcome === "expired" || outcome === "invalid") return [];
    const place = { messageId, carrierId, segment: segment + 1, attempt, bindId };
    const times = { queuedAtMs, writtenAtMs: atMs, answeredAtMs: endMs };
    return submitSpans({ context, ...place, ...times, protocol: "http", outcome, carrierMessageId, reason });
  });
}
