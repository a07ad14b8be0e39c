import { insertTraces } from "../db/message-traces.ts";
import { idTimeMs } from "../ids.ts";
import type { AcceptedText, OutboundChunk } from "../messages/message.ts";
import { type TraceEnv, exportSpans, isTracing } from "../traces/export-spans.ts";
import { dispatchSpans } from "../traces/message-spans.ts";
import type { TraceContext } from "../traces/traceparent.ts";

type TracedText = AcceptedText & { trace: TraceContext };

/** Notes which texts of chunks are traced; null where none is, and while traces are off. */
export function noteTraces(
  env: TraceEnv & Pick<Env, "DB">,
  chunks: readonly { chunk: OutboundChunk }[],
): D1PreparedStatement | null {
  if (!isTracing(env)) return null;
  const traces = chunks.flatMap(({ chunk }) =>
    chunk.texts.filter(isTraced).map(({ id, trace }) => ({ messageId: id, context: trace })),
  );
  return traces.length === 0 ? null : insertTraces(env.DB, traces);
}

/** Sends the spans of chunks that were dispatched since `startMs`: one of each kind for the texts of a chunk that one request brought. */
export function traceDispatch(
  env: TraceEnv,
  ctx: Pick<ExecutionContext, "waitUntil">,
  chunks: readonly OutboundChunk[],
  startMs: number,
): void {
  if (!isTracing(env)) return;
  const endMs = Date.now();
  const spans = chunks.flatMap(({ accountId, chunkId, texts }) => {
    const byRequest = Map.groupBy(texts.filter(isTraced), ({ trace }) => trace.traceparent);
    return [...byRequest.values()].flatMap((ofRequest) => {
      const context = ofRequest[0]?.trace;
      if (context === undefined) return [];
      const messageIds = ofRequest.map(({ id }) => id);
      const waitingSinceMs = Math.min(...ofRequest.map(({ id, firedAtMs }) => firedAtMs ?? idTimeMs(id)));
      return dispatchSpans({ context, accountId, chunkId, messageIds, waitingSinceMs, startMs, endMs });
    });
  });
  exportSpans(env, (work) => ctx.waitUntil(work), spans);
}

function isTraced(text: AcceptedText): text is TracedText {
  return text.trace !== undefined;
}
