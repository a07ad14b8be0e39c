import type { Span } from "./span.ts";
import { spanOf } from "./span-of.ts";
import { type TraceContext, parseTraceparent } from "./traceparent.ts";

export interface Delivered {
  /** Where each traced event of the request comes from; the first is the parent. */
  contexts: readonly [TraceContext, ...TraceContext[]];
  spanId: string;
  endpointId: string;
  /** Of the endpoint: no path, which may be a secret. */
  host: string;
  webhookId: string;
  events: number;
  /** From 1. */
  attempt: number;
  status: number | null;
  error: string | null;
  startMs: number;
  endMs: number;
}

/** One request to a webhook endpoint. Where it carries events of several traces, it is in the first and has links to the others. */
export function webhookSpan(delivered: Delivered): Span {
  const { contexts, spanId, endpointId, host, webhookId, events, attempt, status, error, startMs, endMs } = delivered;
  const [context, ...others] = contexts;
  const reason = error ?? (status !== null && status >= 400 ? `HTTP ${status}` : undefined);
  const span = spanOf({
    context,
    spanId,
    name: "POST webhook",
    kind: "client",
    startMs,
    endMs,
    attributes: {
      "http.request.method": "POST",
      "server.address": host,
      "http.response.status_code": status ?? undefined,
      "http.request.resend_count": attempt > 1 ? attempt - 1 : undefined,
      "messaging.operation.type": "send",
      "messaging.operation.name": "deliver",
      "messaging.message.id": webhookId,
      "messaging.batch.message_count": events > 1 ? events : undefined,
      "heliograph.webhook.id": endpointId,
    },
    error: reason,
  });
  const links = others.flatMap(({ traceparent }) => {
    const parent = parseTraceparent(traceparent);
    return parent === null ? [] : [{ traceId: parent.traceId, spanId: parent.spanId }];
  });
  return links.length === 0 ? span : { ...span, links };
}
