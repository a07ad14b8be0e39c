import type { ReceiptState } from "../../src/sms/receipt-states.ts";
import { receiptStateOfNumber } from "../../src/sms/receipt-states.ts";
import { commandStatus } from "./constants.ts";
import type { RequestOutcome } from "./requests.ts";
import { parseAbsoluteTime } from "./smpp-time.ts";
import { unseenReason } from "./submit-result.ts";

/**
 * What a query_sm came to. unknown: it was sent and no response was seen. unsent: it was not. A rejection says nothing about
 * the message but that this SMSC does not tell (SMPP 3.4 §4.8); one with a reason was decided here.
 */
export type QueryResult =
  | {
      outcome: "answered";
      /** `unknown` also where the SMSC names a state that no version of the protocol defines. */
      state: ReceiptState;
      /** Epoch ms of the final state, where the SMSC names it. */
      finalAtMs?: number;
      /** The network's own code, SMPP 3.4 §4.8.2; absent when 0. */
      errorCode?: number;
    }
  | { outcome: "rejected"; commandStatus: number; reason?: string }
  | { outcome: "unknown"; reason: string }
  | { outcome: "unsent"; reason: string };

export function queryResult(outcome: RequestOutcome): QueryResult {
  if (outcome.kind !== "response") {
    return { outcome: "unknown", reason: unseenReason(outcome) };
  }
  const { pdu } = outcome;
  if (pdu.command !== "query_sm_resp" || pdu.commandStatus !== commandStatus.ESME_ROK) {
    return { outcome: "rejected", commandStatus: pdu.commandStatus || commandStatus.ESME_RUNKNOWNERR };
  }
  const finalAtMs = parseAbsoluteTime(pdu.finalDate);
  return {
    outcome: "answered",
    state: receiptStateOfNumber(pdu.messageState) ?? "unknown",
    ...(finalAtMs !== undefined && { finalAtMs }),
    ...(pdu.errorCode !== 0 && { errorCode: pdu.errorCode }),
  };
}
