import type { LateResult, SubmitResult } from "../bind.ts";
import { commandStatus } from "./constants.ts";
import type { ReceivedResponse } from "./pdu.ts";
import type { RequestOutcome } from "./requests.ts";

/** SMPP 3.4 §5.1.3, incorrect bind status for the command: it speaks of the session, not of the message. */
export const notBoundHere = "the carrier does not take submits on this session: ESME_RINVBNDSTS";

export function submitResult(outcome: RequestOutcome): SubmitResult {
  if (outcome.kind !== "response") {
    return { outcome: "unknown", reason: unseenReason(outcome) };
  }
  const { pdu } = outcome;
  if (pdu.command === "submit_sm_resp" && pdu.commandStatus === commandStatus.ESME_ROK) {
    return { outcome: "accepted", carrierMessageId: pdu.messageId };
  }
  if (pdu.commandStatus === commandStatus.ESME_RINVBNDSTS) {
    return { outcome: "unsent", reason: notBoundHere };
  }
  // A generic_nack is a refusal whatever its status says.
  return { outcome: "rejected", commandStatus: pdu.commandStatus || commandStatus.ESME_RUNKNOWNERR };
}

/** What a response that came after its timeout says; undefined where that is nothing about the message. */
export function lateResult(pdu: ReceivedResponse): LateResult | undefined {
  const result = submitResult({ kind: "response", pdu });
  return result.outcome === "accepted" || result.outcome === "rejected" ? result : undefined;
}

/** Why a request has no response that can be read, in a few words. */
export function unseenReason(outcome: Exclude<RequestOutcome, { kind: "response" }>): string {
  if (outcome.kind === "timeout") {
    return "no response in time";
  }
  return outcome.kind === "closed" ? outcome.reason.detail : `the response cannot be read: ${outcome.reason}`;
}
