import type { Attributes, Span, SpanKind } from "./span.ts";
import { type TraceContext, parseTraceparent } from "./traceparent.ts";

/** Attributes are those of OpenTelemetry's semantic conventions for messaging, where there is one. */
const system = { "messaging.system": "heliograph" } as const;

export interface SpanOf {
  context: TraceContext;
  spanId: string;
  /** The span of `context` where it is left out. */
  parentSpanId?: string;
  name: string;
  kind: SpanKind;
  startMs: number;
  endMs: number;
  attributes: Attributes;
  error?: string | undefined;
}

/** A span of the trace that `context` is a place of. */
export function spanOf({ context, parentSpanId, attributes, ...span }: SpanOf): Span {
  const parent = parseTraceparent(context.traceparent);
  if (parent === null) throw new Error("a stored traceparent is unreadable");
  return {
    ...span,
    traceId: parent.traceId,
    parentSpanId: parentSpanId ?? parent.spanId,
    tracestate: context.tracestate,
    attributes: { ...system, ...attributes },
  };
}
