import { type Span, spanIdOf } from "./span.ts";
import { spanOf } from "./span-of.ts";
import type { TraceContext } from "./traceparent.ts";

/** The spans of a message's way, in the order they come; docs/tracing.md says what each measures. */

export interface Accepted {
  /** Where the caller is in its trace. */
  caller: TraceContext;
  spanId: string;
  route: string;
  status: number;
  startMs: number;
  endMs: number;
  accountId: string;
  /** Of a single message. */
  messageId?: string | undefined;
  /** Of a batch. */
  messages?: number | undefined;
}

/** The request that brought messages, as its caller sees it. */
export function acceptSpan(accepted: Accepted): Span {
  const { caller, spanId, route, status, startMs, endMs, accountId, messageId, messages } = accepted;
  return spanOf({
    context: caller,
    spanId,
    name: `POST ${route}`,
    kind: "server",
    startMs,
    endMs,
    attributes: {
      "http.request.method": "POST",
      "http.route": route,
      "http.response.status_code": status,
      "messaging.operation.type": "create",
      "messaging.operation.name": "accept",
      "messaging.message.id": messageId,
      "messaging.batch.message_count": messages,
      "heliograph.account.id": accountId,
    },
    // Of a server span only what is the server's fault is an error.
    error: status >= 500 ? `HTTP ${status}` : undefined,
  });
}

export interface Dispatched {
  context: TraceContext;
  accountId: string;
  chunkId: string;
  /** The texts of this trace in the chunk. */
  messageIds: readonly string[];
  /** When the first of them was accepted, or fired. */
  waitingSinceMs: number;
  startMs: number;
  endMs: number;
}

/** A chunk's wait in the outbox and the queue, and its dispatch to carriers: one of each for the texts of one trace. */
export function dispatchSpans(dispatched: Dispatched): Span[] {
  const { context, accountId, chunkId, messageIds, waitingSinceMs, startMs, endMs } = dispatched;
  const attributes = {
    "messaging.destination.name": "outbound",
    "messaging.message.id": messageIds.length === 1 ? messageIds[0] : undefined,
    "messaging.batch.message_count": messageIds.length > 1 ? messageIds.length : undefined,
    "heliograph.account.id": accountId,
    "heliograph.chunk.id": chunkId,
  };
  return [
    spanOf({
      context,
      spanId: spanIdOf("outbox", context.traceparent, chunkId),
      name: "outbox wait",
      kind: "internal",
      startMs: waitingSinceMs,
      endMs: startMs,
      attributes,
    }),
    spanOf({
      context,
      spanId: spanIdOf("dispatch", context.traceparent, chunkId),
      name: "dispatch outbound",
      kind: "consumer",
      startMs,
      endMs,
      attributes: { ...attributes, "messaging.operation.type": "process", "messaging.operation.name": "dispatch" },
    }),
  ];
}

/** A segment at its carrier. Segments are numbered from 1, as in timelines. */
export interface SegmentPlace {
  messageId: string;
  carrierId: string;
  segment: number;
  attempt: number;
}

export function queueSpanId({ messageId, carrierId, attempt }: Omit<SegmentPlace, "segment">): string {
  return spanIdOf("queue", messageId, carrierId, String(attempt));
}

export function submitSpanId({ messageId, carrierId, segment, attempt }: SegmentPlace): string {
  return spanIdOf("submit", messageId, carrierId, String(segment), String(attempt));
}

export function receiptSpanId({ messageId, carrierId, segment }: Omit<SegmentPlace, "attempt">, state: string): string {
  return spanIdOf("receipt", messageId, carrierId, String(segment), state);
}

/** The name of a submit in each protocol. */
const submitNames = { smpp: "submit_sm", ucp: "ucp submit", http: "POST operator" } as const;
export type SubmitProtocol = keyof typeof submitNames;

export interface Submitted extends SegmentPlace {
  context: TraceContext;
  /** When the text came to the carrier's queue; when it was written; when the answer came, or was given up. */
  queuedAtMs: number;
  writtenAtMs: number;
  answeredAtMs: number;
  protocol: SubmitProtocol;
  bindId: string;
  /** sequence_number of SMPP, transaction number of UCP; absent over HTTP. */
  sequence?: number | undefined;
  outcome: string;
  commandStatus?: number | undefined;
  carrierMessageId?: string | undefined;
  reason?: string | undefined;
}

/** The wait in the carrier's queue, which segments of one attempt share, and the submit. */
export function submitSpans(submitted: Submitted): Span[] {
  const { context, messageId, carrierId, segment, attempt, protocol, outcome, commandStatus, reason } = submitted;
  const attributes = {
    "messaging.message.id": messageId,
    "messaging.destination.name": carrierId,
    "heliograph.attempt": attempt,
  };
  const queueId = queueSpanId(submitted);
  const wait = spanOf({
    context,
    spanId: queueId,
    name: "carrier queue wait",
    kind: "internal",
    startMs: submitted.queuedAtMs,
    endMs: submitted.writtenAtMs,
    attributes,
  });
  const submit = spanOf({
    context,
    spanId: submitSpanId(submitted),
    parentSpanId: queueId,
    name: submitNames[protocol],
    kind: "producer",
    startMs: submitted.writtenAtMs,
    endMs: submitted.answeredAtMs,
    attributes: {
      ...attributes,
      "messaging.operation.type": "send",
      "messaging.operation.name": "submit",
      "network.protocol.name": protocol,
      "heliograph.segment": segment,
      "heliograph.bind.id": submitted.bindId,
      "heliograph.sequence_number": submitted.sequence,
      "heliograph.outcome": outcome,
      "heliograph.command_status": commandStatus,
      "heliograph.carrier_message_id": submitted.carrierMessageId,
    },
    error: outcome === "accepted" ? undefined : (reason ?? outcome),
  });
  return segment === 1 ? [wait, submit] : [submit];
}

export interface Receipted extends SegmentPlace {
  context: TraceContext;
  /** When the carrier took the segment, and when its receipt came. */
  sentAtMs: number;
  receivedAtMs: number;
  state: string;
  errorCode?: string | undefined;
}

export function receiptSpan(receipted: Receipted): Span {
  const { context, messageId, carrierId, segment, sentAtMs, receivedAtMs, state, errorCode } = receipted;
  return spanOf({
    context,
    spanId: receiptSpanId(receipted, state),
    parentSpanId: submitSpanId(receipted),
    name: "receipt wait",
    kind: "internal",
    startMs: sentAtMs,
    endMs: receivedAtMs,
    attributes: {
      "messaging.message.id": messageId,
      "messaging.destination.name": carrierId,
      "heliograph.segment": segment,
      "heliograph.receipt.state": state,
      "heliograph.receipt.error_code": errorCode,
    },
  });
}
