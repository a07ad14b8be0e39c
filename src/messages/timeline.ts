import { idTimeMs } from "../ids.ts";
import { type MessageStatus, laterStatus, statusOfReceipt } from "../sms/status.ts";
import { receiptStates } from "../sms/receipt-states.ts";
import { type TimelineEntry, timelineTypes } from "./message.ts";

/** A message's steps in the order they happened; those of the same millisecond in the order they usually happen in. */
export function timelineOf(messageId: string, steps: Readonly<Record<string, TimelineEntry>>): TimelineEntry[] {
  const accepted: TimelineEntry = { type: "accepted", atMs: idTimeMs(messageId) };
  return [accepted, ...Object.values(steps)].sort(
    (a, b) =>
      a.atMs - b.atMs ||
      timelineTypes.indexOf(a.type) - timelineTypes.indexOf(b.type) ||
      (a.segment ?? 0) - (b.segment ?? 0) ||
      (a.attempt ?? 0) - (b.attempt ?? 0),
  );
}

/** One segment of a message. */
export interface MessagePart {
  /** From 1. */
  segment: number;
  /** The carrier's name for it, once the carrier took it. */
  carrierMessageId: string | null;
  status: MessageStatus;
}

/** What became of each segment, as the timeline tells it. */
export function partsOf(
  message: { status: MessageStatus; segmentCount: number },
  timeline: readonly TimelineEntry[],
): MessagePart[] {
  const bySegment = Map.groupBy(timeline, (entry) => entry.segment);
  return Array.from({ length: message.segmentCount }, (_, index) => {
    const segment = index + 1;
    const entries = bySegment.get(segment) ?? [];
    const carrierMessageId =
      entries.findLast((entry) => entry.carrierMessageId !== undefined)?.carrierMessageId ?? null;
    // A text of one segment is what its segment is.
    const status = message.segmentCount === 1 ? message.status : segmentStatus(entries, message.status);
    return { segment, carrierMessageId, status };
  });
}

function segmentStatus(entries: readonly TimelineEntry[], messageStatus: MessageStatus): MessageStatus {
  const start: MessageStatus = messageStatus === "accepted" ? "accepted" : "queued";
  return entries.reduce<MessageStatus>((status, entry) => laterStatus(status, statusAfter(entry, status)), start);
}

/** The status a step leaves its segment in; steps that only put it off leave it as it was. */
function statusAfter(entry: TimelineEntry, status: MessageStatus): MessageStatus {
  switch (entry.type) {
    case "sent":
      return "sent";
    case "refused":
      return "rejected";
    case "unknown":
      return "unknown";
    case "expired":
      return "expired";
    case "failed":
      return "failed";
    case "canceled":
      return "canceled";
    case "receipt":
    case "query": {
      const state = receiptStates.find((name) => name === entry.outcome);
      return state === undefined ? status : statusOfReceipt(state);
    }
    case "accepted":
    case "scheduled":
    case "queued":
    case "throttled":
    case "retry":
    case "resent":
    case "moved":
      return status;
  }
}
