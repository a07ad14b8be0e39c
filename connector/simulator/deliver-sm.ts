import { commandStatus } from "../smpp/constants.ts";
import type { SubmitSmFields } from "../smpp/pdu.ts";
import type { RequestOutcome } from "../smpp/requests.ts";
import type { Session } from "../smpp/session.ts";
import type { Verdict } from "./mailbox.ts";

/** Sends a deliver_sm; false where SMPP cannot say it. */
export function sendDeliver(
  session: Session,
  message: () => SubmitSmFields,
  onVerdict: (verdict: Verdict) => void,
): boolean {
  const onOutcome = (outcome: RequestOutcome): void => onVerdict(verdictOf(outcome));
  return session.request({ ...message(), command: "deliver_sm" }, onOutcome) === undefined;
}

function verdictOf(outcome: RequestOutcome): Verdict {
  if (outcome.kind === "closed") {
    return "lost";
  }
  switch (outcome.kind === "response" ? outcome.pdu.commandStatus : undefined) {
    case commandStatus.ESME_ROK:
    case commandStatus.ESME_RX_P_APPN:
    case commandStatus.ESME_RX_R_APPN:
      return "done";
    default:
      return "later";
  }
}
