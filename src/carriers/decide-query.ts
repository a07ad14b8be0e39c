import type { QueryReport } from "../link/frames.ts";
import type { ReceiptState } from "../sms/receipt-states.ts";
import { isFinal, statusOfReceipt } from "../sms/status.ts";

/** How often a carrier is asked about one submit. */
export const maxQueryTries = 3;

/** How long after the submit (`tries` 0), or after a question, the next one is due: the wait doubles each time. */
export function queryDelayMs(tries: number, queryAfterSeconds: number): number {
  return queryAfterSeconds * 1_000 * 2 ** tries;
}

/**
 * What an answer leads to. settle: `state` is final, and counts as a receipt's would. later: it is asked again when that is
 * due. postpone: it was not asked, which is no try. stop: it was asked often enough, only a receipt can tell.
 */
export type QueryDecision =
  | { action: "settle"; state: ReceiptState }
  | { action: "later" }
  | { action: "postpone" }
  | { action: "stop" };

/** @param tries questions so far, this one included */
export function decideQuery({ outcome, state }: Pick<QueryReport, "outcome" | "state">, tries: number): QueryDecision {
  if (outcome === "unsent") return { action: "postpone" };
  if (outcome === "answered" && state !== undefined && isFinal(statusOfReceipt(state))) {
    return { action: "settle", state };
  }
  return { action: tries < maxQueryTries ? "later" : "stop" };
}
