import { type AttributeValue, type Attributes, type Span, spanKinds } from "./span.ts";

/** Who made spans. */
export interface SpanSource {
  /** `service.name` of the resource. */
  service: string;
  /** `service.instance.id`, where there are several. */
  instance?: string;
}

type AnyValue = { stringValue: string } | { intValue: string } | { doubleValue: number } | { boolValue: boolean };

const errorStatus = { code: 2 } as const;

/**
 * The body of `POST /v1/traces` (OTLP/HTTP with JSON: `ExportTraceServiceRequest` of opentelemetry-proto). Ids are hexadecimal
 * and 64-bit integers are strings, as OTLP asks for in the place of protobuf's own JSON.
 */
export function encodeSpans(spans: readonly Span[], { service, instance }: SpanSource): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: keyValues({ "service.name": service, "service.instance.id": instance }) },
        scopeSpans: [{ scope: { name: "heliograph" }, spans: spans.map(encodeSpan) }],
      },
    ],
  });
}

function encodeSpan(span: Span) {
  const { traceId, spanId, parentSpanId, tracestate, name, kind, startMs, endMs, attributes, error, links } = span;
  return {
    traceId,
    spanId,
    parentSpanId,
    ...(tracestate !== undefined && { traceState: tracestate }),
    name,
    kind: spanKinds[kind],
    startTimeUnixNano: nanoseconds(startMs),
    // Two clocks may have been asked.
    endTimeUnixNano: nanoseconds(Math.max(startMs, endMs)),
    attributes: keyValues(attributes),
    ...(links !== undefined && links.length > 0 && { links }),
    status: error === undefined ? {} : { ...errorStatus, message: error },
  };
}

function nanoseconds(atMs: number): string {
  return String(BigInt(Math.round(atMs * 1_000)) * 1_000n);
}

function keyValues(attributes: Attributes): { key: string; value: AnyValue }[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: anyValue(value) }],
  );
}

function anyValue(value: AttributeValue): AnyValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
