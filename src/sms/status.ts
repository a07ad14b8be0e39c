import type { ReceiptState } from "./receipt-states.ts";

/** What a message, or one segment of it, has come to. */
export const messageStatuses = [
  "accepted",
  "scheduled",
  "queued",
  "sent",
  "unknown",
  "delivered",
  "undelivered",
  "expired",
  "rejected",
  "failed",
  "canceled",
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/**
 * How far along a status is. `sent` and `unknown` stand level: a submit without a response may turn out to be sent, and a
 * carrier may say it lost track of what it took. All final statuses stand level.
 */
export const statusRank: Readonly<Record<MessageStatus, number>> = {
  accepted: 0,
  scheduled: 1,
  queued: 2,
  sent: 3,
  unknown: 3,
  delivered: 4,
  undelivered: 4,
  expired: 4,
  rejected: 4,
  failed: 4,
  canceled: 4,
};

/** True for a status that nothing changes any more. `unknown` is not final: a late receipt resolves it. */
export function isFinal(status: MessageStatus): boolean {
  return statusRank[status] === 4;
}

/**
 * The status after `incoming` arrives on top of `current`: the first final status stays, otherwise the one further along
 * wins and `incoming` wins among equals, so late and repeated reports never move a message backwards.
 */
export function laterStatus(current: MessageStatus, incoming: MessageStatus): MessageStatus {
  if (isFinal(current)) return current;
  return statusRank[incoming] >= statusRank[current] ? incoming : current;
}

const statusByReceiptState: Readonly<Record<ReceiptState, MessageStatus>> = {
  enroute: "sent",
  accepted: "sent",
  delivered: "delivered",
  expired: "expired",
  deleted: "undelivered",
  undeliverable: "undelivered",
  rejected: "rejected",
  unknown: "unknown",
};

/** The status a receipt's state stands for. ENROUTE and ACCEPTED are progress, not delivery. */
export function statusOfReceipt(state: ReceiptState): MessageStatus {
  return statusByReceiptState[state];
}

/** Final statuses from the best to the worst outcome. */
const outcomes: readonly MessageStatus[] = ["delivered", "canceled", "expired", "undelivered", "rejected", "failed"];

/**
 * One status for a text of several segments. While any segment is under way the text stands where its slowest segment
 * stands (`unknown` if that is the state of one of the slowest); it becomes final only when every segment is, and then the
 * worst outcome counts: failed, rejected, undelivered, expired, canceled, delivered. A text without segments is `accepted`.
 */
export function aggregateStatus(segmentStatuses: readonly MessageStatus[]): MessageStatus {
  let slowest: MessageStatus | undefined;
  let worst: MessageStatus | undefined;
  for (const status of segmentStatuses) {
    if (isFinal(status)) {
      if (worst === undefined || outcomes.indexOf(status) > outcomes.indexOf(worst)) worst = status;
    } else if (
      slowest === undefined ||
      statusRank[status] < statusRank[slowest] ||
      (status === "unknown" && slowest === "sent")
    ) {
      slowest = status;
    }
  }
  return slowest ?? worst ?? "accepted";
}
