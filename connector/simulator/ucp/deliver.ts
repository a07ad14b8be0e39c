import type { RequestOutcome, Session } from "../../ucp/session.ts";
import type { Verdict } from "../mailbox.ts";
import type { Outgoing } from "./operations.ts";

/** Error code with which a client asks for the operation again later. */
const notAllowed = 4;

/** Sends a notification or an MO; false where UCP cannot say it. */
export function sendOperation(
  session: Session,
  { operation, fields }: Outgoing,
  onVerdict: (verdict: Verdict) => void,
): boolean {
  return session.request(operation, fields, (outcome) => onVerdict(verdictOf(outcome))) === undefined;
}

function verdictOf(outcome: RequestOutcome): Verdict {
  if (outcome.kind === "closed") {
    return "lost";
  }
  const isDone = outcome.kind === "result" && (outcome.result.ok || outcome.result.errorCode !== notAllowed);
  return isDone ? "done" : "later";
}
