import { z } from "zod";

/**
 * OTLP/HTTP JSON by the field names and types of opentelemetry-proto (collector/trace/v1/trace_service.proto, trace/v1/trace.proto,
 * common/v1/common.proto; opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding"). Strict: a field that is not there is an error.
 */
const uint64 = z.string().regex(/^\d{1,20}$/);
const traceId = z.string().regex(/^[0-9a-f]{32}$/);
const spanId = z.string().regex(/^[0-9a-f]{16}$/);
const anyValue = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
  z.strictObject({ doubleValue: z.number() }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value: anyValue }));

const spanSchema = z.strictObject({
  traceId,
  spanId,
  traceState: z.string().optional(),
  parentSpanId: spanId.optional(),
  flags: z.number().int().optional(),
  name: z.string().min(1),
  kind: z.number().int().min(1).max(5),
  startTimeUnixNano: uint64,
  endTimeUnixNano: uint64,
  attributes,
  droppedAttributesCount: z.number().int().optional(),
  events: z.array(z.unknown()).optional(),
  links: z
    .array(z.strictObject({ traceId, spanId, traceState: z.string().optional(), attributes: attributes.optional() }))
    .optional(),
  status: z.strictObject({ message: z.string().optional(), code: z.number().int().min(0).max(2).optional() }),
});
export type OtlpSpan = z.infer<typeof spanSchema>;

const requestSchema = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string().optional() }),
          spans: z.array(spanSchema),
        }),
      ),
      schemaUrl: z.string().optional(),
    }),
  ),
});

export interface ExportedSpan extends OtlpSpan {
  service: string;
  values: Record<string, string | number | boolean>;
}

/** The spans of an `ExportTraceServiceRequest`; throws where it is none. */
export function readExport(body: string): ExportedSpan[] {
  const { resourceSpans } = requestSchema.parse(JSON.parse(body));
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)["service.name"]);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({ ...span, service, values: valuesOf(span.attributes) })),
    );
  });
}

function valuesOf(list: z.infer<typeof attributes>): Record<string, string | number | boolean> {
  return Object.fromEntries(list.map(({ key, value }): [string, string | number | boolean] => [key, plain(value)]));
}

function plain(value: z.infer<typeof anyValue>): string | number | boolean {
  if ("intValue" in value) return Number(value.intValue);
  if ("stringValue" in value) return value.stringValue;
  return "boolValue" in value ? value.boolValue : value.doubleValue;
}
