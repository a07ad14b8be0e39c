import type { MessageStatus } from "../../src/sms/status.ts";
import { aggregateStatus, isFinal, laterStatus, statusOfReceipt } from "../../src/sms/status.ts";
import type { EventLog } from "./event-log.ts";
import type { MatchedReceipt, ReceiptBook } from "./receipt-book.ts";
import type { TrackedTexts } from "./tracked-texts.ts";

export interface ReceiptsContext {
  carrierId: string;
  book: ReceiptBook;
  tracked: TrackedTexts;
  events: EventLog;
  nowMs: number;
}

/** Turns receipts into steps of their messages. A receipt that repeats the final state of its segment is dropped. */
export function applyReceipts(context: ReceiptsContext, matches: readonly MatchedReceipt[]): void {
  const closed: MatchedReceipt[] = [];
  for (const match of matches) {
    const { receipt, segment } = match;
    if (segment.finalState !== null && segment.finalState === receipt.state) continue;
    const segmentStatus = statusOfReceipt(receipt.state);
    if (isFinal(segmentStatus) && segment.finalState === null) closed.push(match);
    const status =
      segment.segmentCount === 1
        ? segmentStatus
        : applyToSegments(context, segment.messageId, segment.segment, segmentStatus);
    context.events.add({
      accountId: segment.accountId,
      messageId: segment.messageId,
      key: `receipt.${segment.segment}.${receipt.state}`,
      entry: {
        type: "receipt",
        atMs: receipt.atMs,
        segment: segment.segment + 1,
        carrierId: context.carrierId,
        bindId: receipt.bindId,
        carrierMessageId: receipt.carrierMessageId,
        outcome: receipt.state,
        ...(receipt.errorCode === undefined ? {} : { errorCode: receipt.errorCode }),
      },
      ...(status === undefined ? {} : { status }),
      ...(isFinal(segmentStatus) && segmentStatus !== "delivered" && receipt.errorCode !== undefined
        ? { errorCode: receipt.errorCode }
        : {}),
    });
  }
  context.book.close(closed);
}

/** Puts one segment's status among its siblings' and returns what the whole text has come to. */
function applyToSegments(
  context: ReceiptsContext,
  messageId: string,
  segment: number,
  status: MessageStatus,
): MessageStatus | undefined {
  const tracked = context.tracked.find(messageId);
  if (tracked === null) return undefined;
  tracked.segments[segment] = laterStatus(tracked.segments[segment] ?? "queued", status);
  if (tracked.segments.every(isFinal)) context.tracked.delete(messageId);
  else context.tracked.save(tracked, context.nowMs);
  return aggregateStatus(tracked.segments);
}
