import type { ListedMessageRow } from "../db/list-messages.ts";
import type { MessageRow } from "../db/schema.ts";
import { idTimeMs } from "../ids.ts";
import type { Price } from "../money/account-money.ts";
import type { ChargeState } from "../money/settle.ts";
import { type MessageStatus, laterStatus } from "../sms/status.ts";
import type { Encoding, Lane, TimelineEntry } from "./message.ts";
import { timelineOf } from "./timeline.ts";
import type { WaitingText } from "./waiting-text.ts";

/** What is known of a message, without its timeline. */
export interface ListedMessage {
  id: string;
  status: MessageStatus;
  to: string;
  from: string;
  text: string;
  encoding: Encoding;
  segmentCount: number;
  lane: Lane;
  clientReference: string | null;
  /** Why it ended otherwise than delivered, where that is known. */
  errorCode: string | null;
  /** When it goes, or went, where it had to wait for that. */
  sendAtMs: number | null;
  /** What it costs in all and what became of that; null where it is not charged. */
  price: ChargedPrice | null;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface ChargedPrice extends Price {
  charge: ChargeState;
}

export interface MessageRecord extends ListedMessage {
  timeline: TimelineEntry[];
  /** It was deleted, and is as the archive has it. */
  isArchived?: true;
}

export function listedFromRow(row: ListedMessageRow): ListedMessage {
  return {
    id: row.id,
    status: row.status,
    to: row.recipient,
    from: row.sender,
    text: row.body,
    encoding: row.encoding,
    segmentCount: row.segmentCount,
    lane: row.lane,
    clientReference: row.clientReference,
    errorCode: row.errorCode,
    sendAtMs: row.dueAtMs,
    price: priceOf(row.priceMicros, row.currency, row.charge ?? "held"),
    createdAtMs: idTimeMs(row.id),
    updatedAtMs: row.updatedAtMs,
  };
}

export function recordFromRow(row: MessageRow): MessageRecord {
  const dueAtMs = row.timeline["scheduled"]?.dueAtMs ?? null;
  return { ...listedFromRow({ ...row, dueAtMs }), timeline: timelineOf(row.id, row.timeline) };
}

/** A message that its account still has; `row` is what the read model says of it so far, which may be a stub. */
export function recordFromWaiting(waiting: WaitingText, row: MessageRow | null): MessageRecord {
  const { text } = waiting;
  const createdAtMs = idTimeMs(text.id);
  const steps = { ...row?.timeline, ...stepsOf(waiting, row) };
  return {
    id: text.id,
    status: statusOf(waiting, row),
    to: text.to,
    from: text.from,
    text: text.text,
    encoding: text.encoding,
    segmentCount: text.segmentCount,
    lane: text.lane,
    clientReference: text.clientReference ?? null,
    errorCode: row?.errorCode ?? null,
    sendAtMs: steps["scheduled"]?.dueAtMs ?? null,
    price: priceOf(text.priceMicros, text.currency, waiting.state === "canceled" ? "refunded" : "held"),
    createdAtMs,
    updatedAtMs: Math.max(createdAtMs, row?.updatedAtMs ?? 0, ...Object.values(steps).map(({ atMs }) => atMs)),
    timeline: timelineOf(text.id, steps),
  };
}

function priceOf(
  priceMicros: number | null | undefined,
  currency: string | null | undefined,
  charge: ChargeState,
): ChargedPrice | null {
  return typeof priceMicros === "number" && typeof currency === "string" ? { priceMicros, currency, charge } : null;
}

function statusOf(waiting: WaitingText, row: MessageRow | null): MessageStatus {
  switch (waiting.state) {
    case "scheduled":
    case "canceled":
      return waiting.state;
    case "fired":
      return laterStatus("queued", row?.status ?? "queued");
    case "accepted":
      return row?.status ?? "accepted";
  }
}

/** What the account knows and the read model may not have heard yet. */
function stepsOf(waiting: WaitingText, row: MessageRow | null): Record<string, TimelineEntry> {
  if (waiting.state !== "scheduled" && waiting.state !== "canceled") return {};
  const { dueAtMs } = waiting;
  const atMs = row?.timeline["scheduled"]?.atMs ?? idTimeMs(waiting.text.id);
  const scheduled: TimelineEntry = { type: "scheduled", atMs, dueAtMs };
  if (waiting.state === "scheduled") return { scheduled };
  return { scheduled, canceled: { type: "canceled", atMs: waiting.canceledAtMs } };
}
