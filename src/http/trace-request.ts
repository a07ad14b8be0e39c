import type { ServiceError } from "../errors.ts";
import { exportSpans, isTracing, ratioOf } from "../traces/export-spans.ts";
import { acceptSpan } from "../traces/message-spans.ts";
import { isKept } from "../traces/sampling.ts";
import { spanIdFrom } from "../traces/span.ts";
import { type TraceContext, contextOfSpan, parseTraceparent, readTracestate } from "../traces/traceparent.ts";
import type { AppContext } from "./app-env.ts";
import { errorStatus } from "./error-status.ts";

/** A request whose messages are traced. */
export interface RequestTrace {
  /** The request's own span. */
  context: TraceContext;
  /** Sends that span. */
  end: (outcome: RequestOutcome) => void;
}

export type RequestOutcome = { messageId: string } | { messages: number } | { error: ServiceError };

/** Undefined where the request brought no trace, or one that is not to be recorded, and while traces are off. */
export function beginTrace(c: AppContext, route: string): RequestTrace | undefined {
  if (!isTracing(c.env)) return undefined;
  const header = c.req.header("traceparent");
  const parent = header === undefined ? null : parseTraceparent(header);
  if (parent === null || !parent.isSampled || !isKept(parent.traceId, ratioOf(c.env))) return undefined;
  const tracestate = readTracestate(c.req.header("tracestate") ?? "");
  const caller: TraceContext = { traceparent: header?.trim() ?? "", ...(tracestate !== undefined && { tracestate }) };
  const spanId = spanIdFrom(crypto.getRandomValues(new Uint8Array(8)));
  const { accountId } = c.get("key");
  const startMs = Date.now();
  return {
    context: contextOfSpan(caller, spanId),
    end: (outcome) => {
      const status = "error" in outcome ? errorStatus[outcome.error.code] : 202;
      const span = acceptSpan({ caller, spanId, route, accountId, status, startMs, endMs: Date.now(), ...outcome });
      exportSpans(c.env, (work) => c.executionCtx.waitUntil(work), [span]);
    },
  };
}
