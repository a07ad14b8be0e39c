import type { CarrierEvent } from "../../src/messages/message.ts";
import { hopSuffix } from "../../src/messages/moved.ts";
import type { MessageStatus } from "../../src/sms/status.ts";
import { aggregateStatus, isFinal, laterStatus, statusOfReceipt } from "../../src/sms/status.ts";
import type { EventLog } from "../lib/event-log.ts";
import type { FailoverDesk } from "./failover-desk.ts";
import type { KeptTexts } from "./kept-texts.ts";
import type { MatchedReceipt, ReceiptBook } from "./receipt-book.ts";
import type { TrackedTexts } from "./tracked-texts.ts";

export interface ReceiptsContext {
  carrierId: string;
  book: ReceiptBook;
  tracked: TrackedTexts;
  kept: KeptTexts;
  failover: Pick<FailoverDesk, "giveUndelivered">;
  events: EventLog<CarrierEvent>;
  nowMs: number;
}

/** What a text has come to by a receipt for one of its segments. */
interface Standing {
  status: MessageStatus | undefined;
  /** Whether the handset has any of it. */
  isPartlyDelivered: boolean;
}

/** Turns receipts into steps of their messages. A receipt that repeats the final state of its segment is dropped. */
export function applyReceipts(context: ReceiptsContext, matches: readonly MatchedReceipt[]): void {
  const closed: MatchedReceipt[] = [];
  for (const match of matches) {
    const { receipt, segment, origin: type = "receipt" } = match;
    if (segment.finalState !== null && segment.finalState === receipt.state) continue;
    const segmentStatus = statusOfReceipt(receipt.state);
    if (isFinal(segmentStatus) && segment.finalState === null) closed.push(match);
    const standing =
      segment.segmentCount === 1
        ? { status: segmentStatus, isPartlyDelivered: segmentStatus === "delivered" }
        : applyToSegments(context, segment.messageId, segment.segment, segmentStatus);
    const isEnd = staysHere(context, segment, standing);
    const status = isEnd ? standing.status : undefined;
    context.events.add({
      accountId: segment.accountId,
      messageId: segment.messageId,
      key: `${type}.${segment.segment}.${receipt.state}${hopSuffix(segment.hops)}`,
      entry: {
        type,
        atMs: receipt.atMs,
        segment: segment.segment + 1,
        carrierId: context.carrierId,
        bindId: receipt.bindId,
        carrierMessageId: receipt.carrierMessageId,
        outcome: receipt.state,
        ...(receipt.errorCode === undefined ? {} : { errorCode: receipt.errorCode }),
      },
      ...(status === undefined ? {} : { status }),
      ...(isEnd && isFinal(segmentStatus) && segmentStatus !== "delivered" && receipt.errorCode !== undefined
        ? { errorCode: receipt.errorCode }
        : {}),
    });
  }
  context.book.close(closed);
}

/** False where what a receipt says is not the end of its text, because the text goes on, or has gone on, to another carrier. */
function staysHere(
  { kept, failover }: ReceiptsContext,
  { messageId, hops }: MatchedReceipt["segment"],
  { status, isPartlyDelivered }: Standing,
): boolean {
  if (status === undefined || !isFinal(status)) return true;
  const text = kept.find(messageId);
  if (text === null || hops > text.hops) return true;
  if (status !== "delivered" && text.content === null) return false;
  if (!isPartlyDelivered && failover.giveUndelivered(text)) return false;
  if (text.content !== null) kept.delete(messageId);
  return true;
}

/** Puts one segment's status among its siblings' and returns what the whole text has come to. */
function applyToSegments(
  context: ReceiptsContext,
  messageId: string,
  segment: number,
  status: MessageStatus,
): Standing {
  const tracked = context.tracked.find(messageId);
  if (tracked === null) return { status: undefined, isPartlyDelivered: false };
  tracked.segments[segment] = laterStatus(tracked.segments[segment] ?? "queued", status);
  // Another attempt may be under way: its results must find that nothing is left to send.
  if (tracked.attempt === 1 && tracked.segments.every(isFinal)) context.tracked.delete(messageId);
  else context.tracked.save(tracked, context.nowMs);
  return { status: aggregateStatus(tracked.segments), isPartlyDelivered: tracked.segments.includes("delivered") };
}
