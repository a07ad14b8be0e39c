/** What an attribute may be, of those that OTLP has. */
export type AttributeValue = string | number | boolean;
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

/** `SpanKind` of OpenTelemetry, as OTLP numbers them. */
export const spanKinds = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
export type SpanKind = keyof typeof spanKinds;

export interface SpanLink {
  traceId: string;
  spanId: string;
}

/** A span that is over. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  tracestate?: string | undefined;
  name: string;
  kind: SpanKind;
  /** Epoch ms. */
  startMs: number;
  endMs: number;
  /** Those that are undefined are left out. */
  attributes: Attributes;
  /** Why it failed, in a few words; absent where it did not. */
  error?: string | undefined;
  links?: readonly SpanLink[];
}

/**
 * The id of the span that these words name within its trace. The same step told twice is the same span, and whoever knows the
 * words knows the id: so no id of a span travels but the first.
 */
export function spanIdOf(...words: readonly string[]): string {
  const text = words.join("\n");
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = mixed(high) ^ mixed(low ^ 0x9e3779b9);
  low = mixed(low) ^ mixed(high ^ 0x7f4a7c15);
  const id = hex(high) + hex(low);
  return id === "0".repeat(16) ? "0".repeat(15) + "1" : id;
}

/** A random id of a span, from 8 random octets. */
export function spanIdFrom(octets: Uint8Array): string {
  const id = Array.from(octets.subarray(0, 8), (octet) => octet.toString(16).padStart(2, "0")).join("");
  return /[^0]/.test(id) ? id : "0".repeat(15) + "1";
}

/** The finalizer of MurmurHash3: every bit of the input changes half of those of the result. */
function mixed(value: number): number {
  let mix = value;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
