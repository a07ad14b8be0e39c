import { commandStatus } from "./constants.ts";
import type { RequestOutcome } from "./session.ts";

/**
 * What a submit came to. unknown: it was handed to a socket and no response was seen. unsent: it was not, and may be tried
 * again anywhere. A rejection with a reason was decided here: the message cannot be said in SMPP.
 */
export type SubmitResult =
  | { outcome: "accepted"; carrierMessageId: string }
  | { outcome: "rejected"; commandStatus: number; reason?: string }
  | { outcome: "unknown"; reason: string }
  | { outcome: "unsent"; reason: string };

export function submitResult(outcome: RequestOutcome): SubmitResult {
  if (outcome.kind !== "response") {
    return { outcome: "unknown", reason: unseenReason(outcome) };
  }
  const { pdu } = outcome;
  if (pdu.command === "submit_sm_resp" && pdu.commandStatus === commandStatus.ESME_ROK) {
    return { outcome: "accepted", carrierMessageId: pdu.messageId };
  }
  // A generic_nack is a refusal whatever its status says.
  return { outcome: "rejected", commandStatus: pdu.commandStatus || commandStatus.ESME_RUNKNOWNERR };
}

function unseenReason(outcome: Exclude<RequestOutcome, { kind: "response" }>): string {
  if (outcome.kind === "timeout") {
    return "no response in time";
  }
  return outcome.kind === "closed" ? outcome.reason.detail : `the response cannot be read: ${outcome.reason}`;
}
