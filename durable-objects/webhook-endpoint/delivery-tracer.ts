import { type Span, spanIdOf } from "../../src/traces/span.ts";
import { type TraceContext, contextOfSpan } from "../../src/traces/traceparent.ts";
import { webhookSpan } from "../../src/traces/webhook-span.ts";
import type { Endpoint } from "../../src/webhooks/endpoint.ts";
import type { Delivery } from "./delivery-picker.ts";
import type { SentRequest } from "../../src/webhooks/send-request.ts";

/** What a request carries of its trace. */
export type TraceHeaders = Readonly<{ traceparent: string; tracestate?: string }>;

/** One request that is traced. */
export interface DeliveryTrace {
  headers: TraceHeaders;
  /** Sends the request's span. */
  end: (sent: SentRequest, startedAtMs: number) => void;
}

/** Traces of events that go on to a webhook endpoint. */
export class DeliveryTracer {
  readonly #export: (spans: readonly Span[]) => void;

  constructor(exportTo: (spans: readonly Span[]) => void) {
    this.#export = exportTo;
  }

  /** Null where none of the events is traced. Events of the same span count once. */
  begin({ id: endpointId, url }: Endpoint, { item, events, content }: Delivery): DeliveryTrace | null {
    const byParent = new Map<string, TraceContext>();
    for (const { trace } of events) if (trace !== undefined) byParent.set(trace.traceparent, trace);
    const [first, ...others] = byParent.values();
    if (first === undefined) return null;
    const attempt = item.attempts + 1;
    const spanId = spanIdOf("webhook", endpointId, content.id, first.traceparent, String(attempt));
    return {
      headers: contextOfSpan(first, spanId),
      end: ({ status, error, durationMs }, startMs) => {
        const request = { webhookId: content.id, events: events.length, attempt, status, error };
        const where = { contexts: [first, ...others] as const, spanId, endpointId, host: new URL(url).host };
        this.#export([webhookSpan({ ...where, ...request, startMs, endMs: startMs + durationMs })]);
      },
    };
  }
}
