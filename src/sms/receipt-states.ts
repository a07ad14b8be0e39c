/** message_state of SMPP 3.4 §5.2.28, by name; state 1 is the first. */
export const receiptStates = [
  "enroute",
  "delivered",
  "expired",
  "deleted",
  "undeliverable",
  "accepted",
  "unknown",
  "rejected",
] as const;
export type ReceiptState = (typeof receiptStates)[number];

/**
 * The state a message_state TLV names, or undefined for a number that no version of the protocol defines. SMPP 5.0 §4.7.15
 * adds 0 (scheduled, not yet tried) and 9 (skipped, never tried).
 */
export function receiptStateOfNumber(messageState: number): ReceiptState | undefined {
  if (messageState === 0) return "enroute";
  if (messageState === 9) return "undeliverable";
  return receiptStates[messageState - 1];
}

const statesByWord: ReadonlyMap<string, ReceiptState> = new Map<string, ReceiptState>([
  ["DELIVRD", "delivered"],
  ["DELIVERD", "delivered"],
  ["DELIVERED", "delivered"],
  ["EXPIRED", "expired"],
  ["DELETED", "deleted"],
  ["UNDELIV", "undeliverable"],
  ["UNDELIVRD", "undeliverable"],
  ["UNDELIVERED", "undeliverable"],
  ["UNDELIVERABLE", "undeliverable"],
  ["FAILED", "undeliverable"],
  ["SKIPPED", "undeliverable"],
  ["ACCEPTD", "accepted"],
  ["ACCEPTED", "accepted"],
  ["ACKED", "accepted"],
  ["UNKNOWN", "unknown"],
  ["REJECTD", "rejected"],
  ["REJECTED", "rejected"],
  ["ENROUTE", "enroute"],
  ["EN_ROUTE", "enroute"],
  ["BUFFRED", "enroute"],
  ["BUFFERD", "enroute"],
  ["BUFFERED", "enroute"],
  ["SCHEDULED", "enroute"],
]);

/** The state a receipt's `stat:` names (SMPP 3.4 Appendix B and what carriers write instead), or undefined for other words. */
export function receiptStateOfWord(word: string): ReceiptState | undefined {
  return statesByWord.get(word) ?? statesByWord.get(word.toUpperCase());
}
