import { type CarrierResult, refusalIn } from "../../src/carriers/carrier-result.ts";
import { type OutcomeDecision, isNewAttempt } from "../../src/carriers/decide-outcome.ts";
import type { MessageEvent, TimelineEntry } from "../../src/messages/message.ts";
import { hopSuffix } from "../../src/messages/moved.ts";
import type { CommandStatusLookup } from "../../src/sms/command-status.ts";
import { type MessageStatus, isFinal } from "../../src/sms/status.ts";
import type { CarrierEvents } from "./carrier-events.ts";

export interface RecordContext {
  config: { id: string };
  commandStatusOf: CommandStatusLookup;
  events: Pick<CarrierEvents, "add" | "hold">;
  nowMs: number;
}

/** Whose segment a result is of; `hops` is how many carriers the text had before this one. */
export interface RecordedText {
  accountId: string;
  hops: number;
}

/** Writes the step into the message's timeline. */
export function recordResult(
  context: RecordContext,
  { accountId, hops }: RecordedText,
  result: CarrierResult,
  decision: OutcomeDecision,
  status: MessageStatus | undefined,
): void {
  const entry = timelineEntry(context, result, decision);
  const errorCode = decision.action === "settle" ? decision.errorCode : undefined;
  const event: MessageEvent = {
    accountId,
    messageId: result.messageId,
    key: `${entry.type}.${result.segment}.${result.attempt}${hopSuffix(hops)}`,
    entry,
    ...(status === undefined ? {} : { status }),
    ...(errorCode === undefined ? {} : { errorCode }),
  };
  if (entry.type === "sent" && (status === undefined || !isFinal(status))) context.events.hold(event);
  else context.events.add(event);
  if (result.outcome === "unknown" && isNewAttempt(decision)) recordResend(context, { accountId, hops }, result);
}

function recordResend(context: RecordContext, { accountId, hops }: RecordedText, result: CarrierResult): void {
  const attempt = result.attempt + 1;
  context.events.add({
    accountId,
    messageId: result.messageId,
    key: `resent.${result.segment}.${attempt}${hopSuffix(hops)}`,
    entry: {
      type: "resent",
      atMs: context.nowMs,
      segment: result.segment + 1,
      attempt,
      reason: `outcome of attempt ${result.attempt} unknown: ${result.reason ?? "no response"}`,
    },
  });
}

function timelineEntry(context: RecordContext, result: CarrierResult, decision: OutcomeDecision): TimelineEntry {
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
      const { name: outcome, message } = refusalIn(result, context.commandStatusOf);
      const type = decision.action === "pause" ? "throttled" : decision.action === "later" ? "retry" : "refused";
      return { ...(message !== undefined && { reason: message }), ...entry, type, outcome };
    }
  }
}
