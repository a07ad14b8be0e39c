import type { MessageStatus } from "../sms/status.ts";
import type { UnknownPolicy } from "../messages/message.ts";
import type { CommandStatusLookup } from "../sms/command-status.ts";
import { type CarrierRefusal, type CarrierResult, refusalIn } from "./carrier-result.ts";

/** Delays before the second, third, … attempt after a temporary refusal: 1 s, 5 s, 30 s, 2 min, then 10 min each. */
const retryDelaysMs = [1_000, 5_000, 30_000, 120_000, 600_000] as const;

/**
 * What to do about a segment's result. settle: it has come to `status`, unless it may go
 * `elsewhere` and another carrier is there for it. again: hand it out once more at once, as a new attempt
 * (`resend`) or as the same one. later: a new attempt after `delayMs`. pause: the same attempt, after the carrier has rested.
 */
export type OutcomeDecision =
  | { action: "settle"; status: MessageStatus; errorCode?: string; elsewhere?: true }
  | { action: "again"; newAttempt: boolean }
  | { action: "later"; delayMs: number }
  | { action: "pause" };

export function decideOutcome(
  result: Pick<CarrierResult, "outcome" | "commandStatus" | "refusal" | "reason" | "attempt">,
  policy: { onUnknown: UnknownPolicy; maxAttempts: number; commandStatusOf?: CommandStatusLookup },
): OutcomeDecision {
  switch (result.outcome) {
    case "accepted":
      return { action: "settle", status: "sent" };
    case "unsent":
      return { action: "again", newAttempt: false };
    case "expired":
      return { action: "settle", status: "expired", errorCode: "validity_expired" };
    case "invalid":
      return { action: "settle", status: "failed", errorCode: "cannot_be_sent", elsewhere: true };
    case "unknown":
      return decideUnknown(result.attempt, policy);
    case "rejected":
      return decideRejected(refusalIn(result, policy.commandStatusOf), result.attempt, policy.maxAttempts);
  }
}

/** Whether the segment goes again as another attempt. */
export function isNewAttempt(decision: OutcomeDecision): boolean {
  return decision.action === "later" || (decision.action === "again" && decision.newAttempt);
}

function decideUnknown(attempt: number, policy: { onUnknown: UnknownPolicy; maxAttempts: number }): OutcomeDecision {
  if (policy.onUnknown === "fail") return { action: "settle", status: "failed", errorCode: "outcome_unknown" };
  if (policy.onUnknown === "resend" && attempt < policy.maxAttempts) {
    // One lost response is an accident; after a second one the carrier is left alone for a while.
    return attempt === 1
      ? { action: "again", newAttempt: true }
      : { action: "later", delayMs: retryDelayMs(attempt - 1) };
  }
  return { action: "settle", status: "unknown", errorCode: "outcome_unknown" };
}

/** Before the attempt that follows the `tries`th, from 1. */
function retryDelayMs(tries: number): number {
  return retryDelaysMs[Math.min(tries, retryDelaysMs.length) - 1] ?? 0;
}

function decideRejected(refusal: CarrierRefusal, attempt: number, maxAttempts: number): OutcomeDecision {
  const { name, action } = refusal;
  if (action === "throttle") return { action: "pause" };
  if (action === "retry") {
    if (attempt < maxAttempts) return { action: "later", delayMs: retryDelayMs(attempt) };
    return { action: "settle", status: "failed", errorCode: name, elsewhere: true };
  }
  if (action === "elsewhere") return { action: "settle", status: "rejected", errorCode: name, elsewhere: true };
  return { action: "settle", status: "rejected", errorCode: name };
}
