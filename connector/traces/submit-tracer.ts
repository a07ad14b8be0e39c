import { type Submitted, submitSpans } from "../../src/traces/message-spans.ts";
import type { HeldSubmit, SubmitResult } from "../bind.ts";
import type { SpanBuffer } from "./span-buffer.ts";

/** Makes spans of submits that are traced: the wait in the carrier's queue, and the submit. */
export class SubmitTracer {
  readonly #carrierId: string;
  readonly #spans: SpanBuffer;

  constructor(carrierId: string, spans: SpanBuffer) {
    this.#carrierId = carrierId;
    this.#spans = spans;
  }

  /** A submit came to `result` at `answeredAtMs`. One that never was written has no span. */
  settled({ text, parts, label }: HeldSubmit, bindId: string, result: SubmitResult, answeredAtMs: number): void {
    const { trace, messageId, attempt } = text;
    if (trace === undefined || label === undefined || result.outcome === "unsent") {
      return;
    }
    const { queuedAtMs, traceparent, tracestate } = trace;
    const context = tracestate === undefined ? { traceparent } : { traceparent, tracestate };
    const { protocol, sequence, writtenAtMs } = label;
    for (const { segment } of parts) {
      this.#spans.add(
        submitSpans({
          context,
          carrierId: this.#carrierId,
          messageId,
          attempt,
          segment: segment + 1,
          queuedAtMs,
          writtenAtMs,
          answeredAtMs,
          protocol,
          bindId,
          sequence,
          outcome: result.outcome,
          ...answerOf(result),
        }),
      );
    }
  }
}

function answerOf(result: SubmitResult): Pick<Submitted, "commandStatus" | "carrierMessageId" | "reason"> {
  switch (result.outcome) {
    case "accepted":
      return { commandStatus: 0, carrierMessageId: result.carrierMessageId };
    case "rejected":
      return { commandStatus: result.commandStatus, reason: result.reason };
    default:
      return { reason: result.reason };
  }
}
