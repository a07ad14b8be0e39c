/** A place in a trace, in the form it travels in. */
export interface TraceContext {
  /** W3C `traceparent`, version 00: `00-<trace id>-<id of the parent span>-<flags>`. */
  traceparent: string;
  /** W3C `tracestate`, as it came. */
  tracestate?: string;
}

/** What a `traceparent` says. */
export interface TraceParent {
  /** 32 lower-case hexadecimal digits. */
  traceId: string;
  /** 16 lower-case hexadecimal digits. */
  spanId: string;
  isSampled: boolean;
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const noTraceId = "0".repeat(32);
const noSpanId = "0".repeat(16);
const sampledFlag = 1;

/**
 * Reads a `traceparent` (W3C Trace Context §3.2). Null for what is none: version ff, an id of nothing but zeros, upper case, or
 * more than version 00 has. Of a later version what version 00 has is read (§4.3).
 */
export function parseTraceparent(header: string): TraceParent | null {
  const [, version, traceId, spanId, flags, more] = pattern.exec(header.trim()) ?? [];
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined) return null;
  if (version === "ff" || traceId === noTraceId || spanId === noSpanId) return null;
  if (version === "00" && more !== undefined) return null;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & sampledFlag) === sampledFlag };
}

/** Writes version 00. No flag but `sampled` is passed on: what others mean, we do not know. */
export function formatTraceparent({ traceId, spanId, isSampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}

/** Characters of a `tracestate` that are passed on whole (§3.3.1.5). */
const tracestateLimit = 512;
const membersLimit = 32;
const memberPattern =
  /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

/** A `tracestate` that may be passed on; undefined where one member is wrong or there are too many, as the whole is then (§3.3). */
export function readTracestate(header: string): string | undefined {
  const members = header
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
  const text = members.join(",");
  const isFit = members.length > 0 && members.length <= membersLimit && text.length <= tracestateLimit;
  return isFit && members.every((member) => memberPattern.test(member)) ? text : undefined;
}

/** The place of a span of ours in the trace that `context` is a place of. */
export function contextOfSpan({ traceparent, tracestate }: TraceContext, spanId: string): TraceContext {
  const parent = parseTraceparent(traceparent);
  if (parent === null) throw new Error("a stored traceparent is unreadable");
  const own: TraceContext = { traceparent: formatTraceparent({ ...parent, spanId }) };
  if (tracestate !== undefined) own.tracestate = tracestate;
  return own;
}
