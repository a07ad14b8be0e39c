import type { CarrierConfig } from "../../src/carriers/carrier.ts";
import { type OutcomeDecision, decideOutcome, isNewAttempt } from "../../src/carriers/decide-outcome.ts";
import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import type { CommandStatusLookup } from "../../src/sms/command-status.ts";
import { type MessageStatus, aggregateStatus, isFinal } from "../../src/sms/status.ts";
import { type Backlog, hopsAt } from "./backlog.ts";
import type { CarrierEvents } from "./carrier-events.ts";
import type { FailoverDesk } from "./failover-desk.ts";
import { textAt } from "./hand-out.ts";
import type { InFlight, InFlightText } from "./in-flight.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { QueryDesk } from "./query-desk.ts";
import type { SubmittedSegment } from "./receipt-book.ts";
import { type RecordedText, recordResult } from "./record-result.ts";
import type { TrackedText, TrackedTexts } from "./tracked-texts.ts";

export interface ResultsContext {
  config: Pick<CarrierConfig, "id" | "onUnknown" | "maxAttempts">;
  commandStatusOf: CommandStatusLookup;
  backlog: Backlog;
  inFlight: InFlight;
  tracked: TrackedTexts;
  kept: KeptTexts;
  failover: Pick<FailoverDesk, "goesOnWhenRefused" | "giveRefused" | "keep">;
  events: Pick<CarrierEvents, "add" | "hold">;
  nowMs: number;
  /** Told of the results of texts whose policy is `query`, and of late ones. */
  queries: Pick<QueryDesk, "watch" | "learn">;
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
  results: readonly CarrierResult[],
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
  result: CarrierResult,
  submitted: SubmittedSegment[],
): void {
  const { place } = text;
  const { from, segmentCount, onUnknown = context.config.onUnknown } = textAt(place);
  const { maxAttempts } = context.config;
  const whose = { accountId: place.chunk.accountId, hops: hopsAt(place) };
  if (onUnknown === "query") context.queries.watch(result, from);
  const decided = decideOutcome(result, { onUnknown, maxAttempts, commandStatusOf: context.commandStatusOf });
  if (result.outcome === "accepted" && result.carrierMessageId !== undefined) {
    submitted.push(submittedSegment(result, result.carrierMessageId, whose, segmentCount));
  }

  if (decided.action === "settle" && segmentCount === 1 && result.attempt === 1 && result.outcome !== "unknown") {
    if (decided.elsewhere === true && context.failover.goesOnWhenRefused(place)) {
      return giveRefused(context, text, result, decided, null);
    }
    recordResult(context, whose, result, decided, decided.status);
    finish(context, text, !isFinal(decided.status));
    return;
  }

  const tracked = context.tracked.find(text.messageId) ?? newTracked(text);
  const standing = tracked.segments[result.segment] ?? "queued";
  // Where the response to an earlier attempt came after all, that one stands.
  const decision: OutcomeDecision = standing === "queued" ? decided : { action: "settle", status: standing };
  if (decided.action !== "settle") text.againAtMs = Math.max(text.againAtMs, againAt(context, decided, result.atMs));
  if (decision.action === "settle") tracked.segments[result.segment] = decision.status;
  if (decision.action === "settle" && decision.elsewhere === true) tracked.refused.push(result.segment);
  if (isNewAttempt(decision)) tracked.attempt = text.attempt + 1;
  if (goesOn(context, text, tracked)) return giveRefused(context, text, result, decision, tracked);
  const status = decision.action === "settle" ? aggregateStatus(tracked.segments) : undefined;
  recordResult(context, whose, result, decision, status);

  if (text.outstanding.length > 0) {
    context.tracked.save(tracked, context.nowMs);
    return;
  }
  if (tracked.segments.includes("queued")) {
    context.tracked.save(tracked, context.nowMs);
    sendAgain(context, text);
    return;
  }
  const isOver = tracked.segments.every(isFinal);
  finish(context, text, !isOver);
  // A response may still come late and name the id that the receipt will carry: the text must be found then.
  const mayComeLate = result.outcome === "unknown";
  if (!mayComeLate && (segmentCount === 1 || isOver)) context.tracked.delete(text.messageId);
  else context.tracked.save(tracked, context.nowMs);
}

/** Whether all results of a text are in, and come to another carrier's turn: the segments that are not to go again were refused. */
function goesOn(context: ResultsContext, { outstanding, place }: InFlightText, tracked: TrackedText): boolean {
  const { refused, segments } = tracked;
  return (
    refused.length > 0 &&
    outstanding.length === 0 &&
    segments.every((status, index) => status === "queued" || refused.includes(index)) &&
    context.failover.goesOnWhenRefused(place)
  );
}

/** The refusal is a step of the message's life, and not its end. */
function giveRefused(
  context: ResultsContext,
  text: InFlightText,
  result: CarrierResult,
  decision: OutcomeDecision,
  tracked: TrackedText | null,
): void {
  const whose = { accountId: text.place.chunk.accountId, hops: hopsAt(text.place) };
  const step = decision.action === "settle" ? { action: decision.action, status: decision.status } : decision;
  recordResult(context, whose, result, step, undefined);
  context.inFlight.remove(text);
  context.failover.giveRefused(text.place, tracked);
}

/** Results of a connector that was thought lost, or of an attempt that was given up: only what was accepted matters. */
function applyLate(context: ResultsContext, result: CarrierResult, submitted: SubmittedSegment[]): void {
  if (result.outcome !== "accepted" || result.carrierMessageId === undefined) return;
  const tracked = context.tracked.find(result.messageId);
  const place = context.inFlight.find(result.messageId)?.place;
  const kept = context.kept.find(result.messageId);
  const accountId = tracked?.accountId ?? place?.chunk.accountId ?? kept?.accountId;
  if (accountId === undefined) return;
  const whose = { accountId, hops: place === undefined ? (kept?.hops ?? 0) : hopsAt(place) };
  context.queries.learn(result);
  const segmentCount = tracked?.segments.length ?? kept?.segmentCount ?? 1;
  submitted.push(submittedSegment(result, result.carrierMessageId, whose, segmentCount));
  recordResult(
    context,
    whose,
    result,
    { action: "settle", status: "sent" },
    lateStatus(context, tracked, result.segment),
  );
}

/** What a text that was left unknown, or was to go again, has come to, now that one of its segments is known to be sent. */
function lateStatus(context: ResultsContext, tracked: TrackedText | null, segment: number): MessageStatus | undefined {
  const standing = tracked?.segments[segment];
  if (tracked === null || (standing !== "unknown" && standing !== "queued")) return undefined;
  tracked.segments[segment] = "sent";
  context.tracked.save(tracked, context.nowMs);
  return tracked.segments.includes("queued") ? undefined : aggregateStatus(tracked.segments);
}

function newTracked(text: InFlightText): TrackedText {
  return {
    messageId: text.messageId,
    accountId: text.place.chunk.accountId,
    attempt: text.attempt,
    segments: Array.from({ length: textAt(text.place).segmentCount }, (): MessageStatus => "queued"),
    refused: [],
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

function finish(context: ResultsContext, text: InFlightText, awaitsReceipt: boolean): void {
  context.inFlight.remove(text);
  context.backlog.markDone(text.place);
  if (awaitsReceipt) context.failover.keep(text.place);
}

function sendAgain(context: ResultsContext, text: InFlightText): void {
  context.inFlight.remove(text);
  if (text.againAtMs > context.nowMs) context.delay(text, text.againAtMs);
  else context.backlog.requeue(text.place);
}

function submittedSegment(
  result: CarrierResult,
  carrierMessageId: string,
  { accountId, hops }: RecordedText,
  segmentCount: number,
): SubmittedSegment {
  return {
    carrierMessageId,
    messageId: result.messageId,
    segment: result.segment,
    accountId,
    hops,
    segmentCount,
    sentAtMs: result.atMs,
  };
}
