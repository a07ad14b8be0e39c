import type { EventTraces } from "../../src/events/feed-chunk.ts";
import type { FeedEvent } from "../../src/events/feed-event.ts";
import type { TraceContext } from "../../src/traces/traceparent.ts";

/** An event under way to the endpoint. */
export interface PendingEvent {
  /** Its chunk's number, and its place in the chunk. */
  seq: number;
  position: number;
  id: string;
  /** Events of one line go one after the other: the message's id, or the event's own where it is of no message. */
  line: string;
  /** As it is sent. */
  body: string;
  /** A text from a handset, to which the response may be the answer: it goes by itself. */
  isAnswerable: boolean;
  /** Attempts that failed. */
  attempts: number;
  /** Not tried before, epoch ms. */
  dueAtMs: number;
  /** Where it comes from, where that is traced. */
  trace?: TraceContext;
}

/** Events that go together from the first time they are sent until they are delivered or given up. */
export interface Batch {
  /** Its row. */
  slot: number;
  webhookId: string;
  madeAtMs: number;
  events: readonly PendingEvent[];
  attempts: number;
  dueAtMs: number;
}

export function isBatch(item: PendingEvent | Batch): item is Batch {
  return "events" in item;
}

/** An event of a chunk that failed: attempts, and when it is tried again. */
export interface RetryRow extends Record<string, SqlStorageValue> {
  position: number;
  attempts: number;
  due_at_ms: number;
}

/** The events of a chunk, whose `body` is a JSON array of them; `traces` is EventTraces as JSON. */
export function pendingEvents(
  seq: number,
  body: string,
  retries: readonly RetryRow[],
  traces: string | null = null,
): PendingEvent[] {
  const traceOf = traces === null ? null : (JSON.parse(traces) as EventTraces);
  const retryAt = new Map(retries.map((row) => [row.position, row]));
  return (JSON.parse(body) as FeedEvent[]).map((event, position) => {
    const retry = retryAt.get(position);
    const messageId = event.data["id"];
    const pending: PendingEvent = {
      seq,
      position,
      id: event.id,
      line: event.type.startsWith("message.") && typeof messageId === "string" ? messageId : event.id,
      body: JSON.stringify(event),
      isAnswerable: event.type === "message.received",
      attempts: retry?.attempts ?? 0,
      dueAtMs: retry?.due_at_ms ?? 0,
    };
    const trace = traceOf?.[event.id];
    if (trace !== undefined) pending.trace = trace;
    return pending;
  });
}
