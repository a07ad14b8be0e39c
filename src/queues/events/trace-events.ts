import { type TracedRow, findTraces } from "../../db/message-traces.ts";
import { type WithDatabase, groupByDatabase } from "../../db/months.ts";
import type { FeedChunkOfAccount } from "../../events/feed-chunk.ts";
import type { FeedEvent } from "../../events/feed-event.ts";
import { logError } from "../../log.ts";
import type { MessageEvent, TimelineEntry } from "../../messages/message.ts";
import { type TraceEnv, exportSpans, isTracing } from "../../traces/export-spans.ts";
import { type SegmentPlace, receiptSpan, receiptSpanId, submitSpanId } from "../../traces/message-spans.ts";
import type { Span } from "../../traces/span.ts";
import { type TraceContext, contextOfSpan } from "../../traces/traceparent.ts";
import type { SortedChunk } from "./sort-events.ts";

/**
 * Sends the spans of receipts that a batch brought, and gives `feed` back with where its events come from, so that webhooks go
 * on with their traces. While traces are off nothing is asked. A trace that goes wrong costs nobody an event.
 */
export async function traceEvents(
  env: TraceEnv & Pick<Env, "DB">,
  ctx: Pick<ExecutionContext, "waitUntil">,
  sorted: readonly SortedChunk[],
  feed: FeedChunkOfAccount[],
): Promise<FeedChunkOfAccount[]> {
  if (!isTracing(env)) return feed;
  const steps = sorted.flatMap((chunk) => chunk.steps);
  try {
    const rows = await tracedOf(env, steps);
    if (rows.size === 0) return feed;
    const spans = steps.flatMap((step) => {
      const row = rows.get(step.messageId);
      return row === undefined ? [] : spansOfStep(step, row);
    });
    exportSpans(env, (work) => ctx.waitUntil(work), spans);
    return feed.map((chunk) => traced(chunk, steps, rows));
  } catch (error) {
    logError("traces.failed", error, { steps: steps.length });
    return feed;
  }
}

async function tracedOf(env: WithDatabase, steps: readonly MessageEvent[]): Promise<Map<string, TracedRow>> {
  const messages = new Map(steps.map(({ accountId, messageId }) => [messageId, { accountId, messageId }]));
  const shares = groupByDatabase(env, [...messages.values()], ({ messageId }) => messageId);
  const found = await Promise.all(
    Array.from(shares, ([db, own]) => (own.length === 0 ? Promise.resolve([]) : findTraces(db, own))),
  );
  return new Map(found.flat().map((row) => [row.messageId, row]));
}

function spansOfStep({ messageId, entry }: MessageEvent, row: TracedRow): Span[] {
  const { type, outcome, carrierId, atMs, errorCode } = entry;
  if (type !== "receipt" || outcome === undefined || carrierId === undefined) return [];
  const { place, sentAtMs } = sentFor(messageId, entry, carrierId, row.timeline);
  const { context } = row;
  return [
    receiptSpan({ ...place, context, sentAtMs: sentAtMs ?? atMs, receivedAtMs: atMs, state: outcome, errorCode }),
  ];
}

/** The submit that a receipt is for: the last that its carrier took of its segment. */
function sentFor(
  messageId: string,
  { segment = 1, atMs }: TimelineEntry,
  carrierId: string,
  timeline: TracedRow["timeline"],
): { place: SegmentPlace; sentAtMs: number | undefined } {
  const sent = Object.values(timeline)
    .filter((step) => step.type === "sent" && step.carrierId === carrierId && (step.segment ?? 1) === segment)
    .filter((step) => step.atMs <= atMs)
    .reduce<TimelineEntry | undefined>(
      (last, step) => (last !== undefined && last.atMs >= step.atMs ? last : step),
      undefined,
    );
  return { place: { messageId, carrierId, segment, attempt: sent?.attempt ?? 1 }, sentAtMs: sent?.atMs };
}

function traced(
  chunk: FeedChunkOfAccount,
  steps: readonly MessageEvent[],
  rows: ReadonlyMap<string, TracedRow>,
): FeedChunkOfAccount {
  const events = JSON.parse(chunk.body) as FeedEvent[];
  const traces = Object.fromEntries(
    events.flatMap((event): [string, TraceContext][] => {
      const row = rows.get(String(event.data["id"]));
      if (row === undefined) return [];
      const step = steps.findLast((each) => each.messageId === row.messageId && each.status === event.data["status"]);
      return [[event.id, contextAfter(step, row)]];
    }),
  );
  return Object.keys(traces).length === 0 ? chunk : { ...chunk, traces };
}

/** The span that a step came of: a receipt's, a submit's, or else the request's. */
function contextAfter(step: MessageEvent | undefined, { messageId, context, timeline }: TracedRow): TraceContext {
  const { type, carrierId, segment = 1, attempt, outcome } = step?.entry ?? {};
  if (step === undefined || carrierId === undefined) return context;
  if (type === "receipt" && outcome !== undefined) {
    const { place } = sentFor(messageId, step.entry, carrierId, timeline);
    return contextOfSpan(context, receiptSpanId(place, outcome));
  }
  if (attempt === undefined) return context;
  return contextOfSpan(context, submitSpanId({ messageId, carrierId, segment, attempt }));
}
