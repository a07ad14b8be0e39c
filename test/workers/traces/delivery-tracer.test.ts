import { it } from "vitest";
import type { Delivery } from "../../../durable-objects/webhook-endpoint/delivery-picker.ts";
import { DeliveryTracer } from "../../../durable-objects/webhook-endpoint/delivery-tracer.ts";
import type { PendingEvent } from "../../../durable-objects/webhook-endpoint/pending-event.ts";
import type { Span } from "../../../src/traces/span.ts";
import type { Endpoint } from "../../../src/webhooks/endpoint.ts";

const endpoint = { id: "whe_1", url: "https://shop.example/hooks/secret-path" } as Endpoint;
const contexts = ["a", "c"].map((digit) => ({ traceparent: `00-${digit.repeat(32)}-${"b".repeat(16)}-01` }));
const answered = { status: 200, error: null, durationMs: 30 } as Parameters<
  NonNullable<ReturnType<DeliveryTracer["begin"]>>["end"]
>[0];

/** A request with an event for each of these. */
function deliveryOf(traces: readonly PendingEvent["trace"][], attempts = 0): Delivery {
  const events = traces.map((trace, position): PendingEvent => {
    const event = {
      seq: 1,
      position,
      id: `evt_${position}`,
      line: "",
      body: "{}",
      isAnswerable: false,
      attempts,
      dueAtMs: 0,
    };
    return trace === undefined ? event : { ...event, trace };
  });
  const [item] = events;
  if (item === undefined) throw new Error("a request carries an event at least");
  return { item, events, content: { id: "whb_1", body: "[]" } };
}

function tracer() {
  const spans: Span[] = [];
  return { spans, tracer: new DeliveryTracer((more) => spans.push(...more)) };
}

it("a request with events of several traces is in the first, with a link to each other", ({ expect }) => {
  const { spans, tracer: own } = tracer();
  const trace = own.begin(endpoint, deliveryOf([undefined, contexts[0], contexts[1], contexts[0]]));
  trace?.end(answered, 1_000);
  expect(spans).toMatchObject([
    {
      traceId: "a".repeat(32),
      parentSpanId: "b".repeat(16),
      links: [{ traceId: "c".repeat(32), spanId: "b".repeat(16) }],
      startMs: 1_000,
      endMs: 1_030,
    },
  ]);
  expect(trace?.headers.traceparent).toBe(`00-${"a".repeat(32)}-${spans[0]?.spanId}-01`);
  expect(JSON.stringify(spans)).not.toContain("secret-path");
});

it("each attempt, and each endpoint, has a span of its own", ({ expect }) => {
  const { tracer: own } = tracer();
  const ids = [
    own.begin(endpoint, deliveryOf([contexts[0]])),
    own.begin(endpoint, deliveryOf([contexts[0]], 1)),
    own.begin({ ...endpoint, id: "whe_2" }, deliveryOf([contexts[0]])),
  ].map((trace) => trace?.headers.traceparent);
  expect(new Set(ids).size).toBe(3);
});

it("events without a trace go without one", ({ expect }) => {
  expect(tracer().tracer.begin(endpoint, deliveryOf([undefined, undefined]))).toBeNull();
});
