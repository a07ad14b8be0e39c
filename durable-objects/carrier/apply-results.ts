import type { CarrierConfig } from "../../src/carriers/carrier.ts";
import { type OutcomeDecision, decideOutcome } from "../../src/carriers/decide-outcome.ts";
import type { SegmentResult } from "../../src/link/frames.ts";
import type { TimelineEntry } from "../../src/messages/message.ts";
import { commandStatusOf } from "../../src/sms/command-status.ts";
import { type MessageStatus, aggregateStatus, isFinal } from "../../src/sms/status.ts";
import type { Backlog } from "./backlog.ts";
import type { EventLog } from "./event-log.ts";
import { textAt } from "./hand-out.ts";
import type { InFlight, InFlightText } from "./in-flight.ts";
import type { SubmittedSegment } from "./receipt-book.ts";
import type { TrackedText, TrackedTexts } from "./tracked-texts.ts";

export interface ResultsContext {
  config: Pick<CarrierConfig, "id" | "onUnknown" | "maxAttempts">;
  backlog: Backlog;
  inFlight: InFlight;
  tracked: TrackedTexts;
  events: EventLog;
  nowMs: number;
  /** Puts a text off until `atMs`. */
  delay(text: InFlightText, atMs: number): void;
  /** The carrier refused a submit of `sentAtMs` because it was too much: it is to rest, and to go on slower. */
  onThrottled(sentAtMs: number): void;
}

/**
 * Applies what one journal reports of the segments it was given. Returns the segments the SMSC took, for the receipt book.
 * A result for a segment that is no longer outstanding still counts where it says "accepted": its receipt will come.
 */
export function applyResults(
  context: ResultsContext,
  results: readonly SegmentResult[],
  journal: number,
): SubmittedSegment[] {
  const submitted: SubmittedSegment[] = [];
  for (const result of results) {
    const text = context.inFlight.find(result.messageId);
    const expected =
      text !== undefined &&
      text.journal === journal &&
      text.attempt === result.attempt &&
      context.inFlight.answer(text, result.segment);
    if (expected) applyExpected(context, text, result, submitted);
    else applyLate(context, result, submitted);
  }
  return submitted;
}

function applyExpected(
  context: ResultsContext,
  text: InFlightText,
  result: SegmentResult,
  submitted: SubmittedSegment[],
): void {
  const { accountId } = text.place.chunk;
  const { segmentCount, onUnknown = context.config.onUnknown } = textAt(text.place);
  const decision = decideOutcome(result, { onUnknown, maxAttempts: context.config.maxAttempts });
  if (result.outcome === "accepted" && result.carrierMessageId !== undefined) {
    submitted.push(submittedSegment(result, result.carrierMessageId, accountId, segmentCount));
  }

  if (decision.action === "settle" && segmentCount === 1 && result.attempt === 1 && result.outcome !== "unknown") {
    record(context, accountId, result, decision, decision.status);
    finish(context, text);
    return;
  }

  const tracked = context.tracked.find(text.messageId) ?? newTracked(text);
  if (decision.action === "settle") tracked.segments[result.segment] = decision.status;
  else text.againAtMs = Math.max(text.againAtMs, againAt(context, decision, result.atMs));
  if (isNewAttempt(decision)) tracked.attempt = text.attempt + 1;
  const status = decision.action === "settle" ? aggregateStatus(tracked.segments) : undefined;
  record(context, accountId, result, decision, status);

  if (text.outstanding.length > 0) {
    context.tracked.save(tracked, context.nowMs);
    return;
  }
  if (tracked.segments.includes("queued")) {
    context.tracked.save(tracked, context.nowMs);
    sendAgain(context, text);
    return;
  }
  finish(context, text);
  // A response may still come late and name the id that the receipt will carry: the text must be found then.
  const mayComeLate = result.outcome === "unknown";
  if (!mayComeLate && (segmentCount === 1 || tracked.segments.every(isFinal))) context.tracked.delete(text.messageId);
  else context.tracked.save(tracked, context.nowMs);
}

/** Results of a connector that was thought lost, or of an attempt that was given up: only what was accepted matters. */
function applyLate(context: ResultsContext, result: SegmentResult, submitted: SubmittedSegment[]): void {
  if (result.outcome !== "accepted" || result.carrierMessageId === undefined) return;
  const tracked = context.tracked.find(result.messageId);
  const accountId = tracked?.accountId ?? context.inFlight.find(result.messageId)?.place.chunk.accountId;
  if (accountId === undefined) return;
  submitted.push(submittedSegment(result, result.carrierMessageId, accountId, tracked?.segments.length ?? 1));
  record(
    context,
    accountId,
    result,
    { action: "settle", status: "sent" },
    lateStatus(context, tracked, result.segment),
  );
}

/** What a text that was left unknown has come to, now that one of its segments is known to be sent. */
function lateStatus(context: ResultsContext, tracked: TrackedText | null, segment: number): MessageStatus | undefined {
  if (tracked?.segments[segment] !== "unknown") return undefined;
  tracked.segments[segment] = "sent";
  context.tracked.save(tracked, context.nowMs);
  return aggregateStatus(tracked.segments);
}

function newTracked(text: InFlightText): TrackedText {
  return {
    messageId: text.messageId,
    accountId: text.place.chunk.accountId,
    attempt: text.attempt,
    segments: Array.from({ length: textAt(text.place).segmentCount }, (): MessageStatus => "queued"),
  };
}

function againAt(
  context: ResultsContext,
  decision: Exclude<OutcomeDecision, { action: "settle" }>,
  sentAtMs: number,
): number {
  if (decision.action === "later") return context.nowMs + decision.delayMs;
  if (decision.action === "pause") context.onThrottled(sentAtMs);
  return 0;
}

function isNewAttempt(decision: OutcomeDecision): boolean {
  return decision.action === "later" || (decision.action === "again" && decision.newAttempt);
}

function finish(context: ResultsContext, text: InFlightText): void {
  context.inFlight.remove(text);
  context.backlog.markDone(text.place);
}

function sendAgain(context: ResultsContext, text: InFlightText): void {
  context.inFlight.remove(text);
  if (text.againAtMs > context.nowMs) context.delay(text, text.againAtMs);
  else context.backlog.requeue(text.place);
}

/** Writes the step into the message's timeline. */
function record(
  context: ResultsContext,
  accountId: string,
  result: SegmentResult,
  decision: OutcomeDecision,
  status: MessageStatus | undefined,
): void {
  const entry = timelineEntry(context, result, decision);
  const errorCode = decision.action === "settle" ? decision.errorCode : undefined;
  context.events.add({
    accountId,
    messageId: result.messageId,
    key: `${entry.type}.${result.segment}.${result.attempt}`,
    entry,
    ...(status === undefined ? {} : { status }),
    ...(errorCode === undefined ? {} : { errorCode }),
  });
  if (result.outcome === "unknown" && isNewAttempt(decision)) recordResend(context, accountId, result);
}

function recordResend(context: ResultsContext, accountId: string, result: SegmentResult): void {
  const attempt = result.attempt + 1;
  context.events.add({
    accountId,
    messageId: result.messageId,
    key: `resent.${result.segment}.${attempt}`,
    entry: {
      type: "resent",
      atMs: context.nowMs,
      segment: result.segment + 1,
      attempt,
      reason: `outcome of attempt ${result.attempt} unknown: ${result.reason ?? "no response"}`,
    },
  });
}

function timelineEntry(context: ResultsContext, result: SegmentResult, decision: OutcomeDecision): TimelineEntry {
  const entry: TimelineEntry = {
    type: "sent",
    atMs: result.atMs,
    segment: result.segment + 1,
    attempt: result.attempt,
    carrierId: context.config.id,
    bindId: result.bindId,
  };
  if (result.carrierMessageId !== undefined) entry.carrierMessageId = result.carrierMessageId;
  if (result.reason !== undefined) entry.reason = result.reason;
  if (decision.action === "later") entry.retryAtMs = context.nowMs + decision.delayMs;
  switch (result.outcome) {
    case "accepted":
      return entry;
    case "unknown":
      return { ...entry, type: "unknown" };
    case "unsent":
      return { ...entry, type: "retry" };
    case "expired":
      return { ...entry, type: "expired" };
    case "invalid":
      return { ...entry, type: "failed" };
    case "rejected": {
      const outcome = commandStatusOf(result.commandStatus ?? 0).name;
      const type = decision.action === "pause" ? "throttled" : decision.action === "later" ? "retry" : "refused";
      return { ...entry, type, outcome };
    }
  }
}

function submittedSegment(
  result: SegmentResult,
  carrierMessageId: string,
  accountId: string,
  segmentCount: number,
): SubmittedSegment {
  return {
    carrierMessageId,
    messageId: result.messageId,
    segment: result.segment,
    accountId,
    segmentCount,
    sentAtMs: result.atMs,
  };
}
