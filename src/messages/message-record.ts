import type { ListedMessageRow } from "../db/list-messages.ts";
import type { MessageRow } from "../db/schema.ts";
import { idTimeMs } from "../ids.ts";
import type { MessageStatus } from "../sms/status.ts";
import type { AcceptedText, Encoding, Lane, TimelineEntry } from "./message.ts";
import { timelineOf } from "./timeline.ts";

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
  createdAtMs: number;
  updatedAtMs: number;
}

export interface MessageRecord extends ListedMessage {
  timeline: TimelineEntry[];
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
    createdAtMs: idTimeMs(row.id),
    updatedAtMs: row.updatedAtMs,
  };
}

export function recordFromRow(row: MessageRow): MessageRecord {
  return { ...listedFromRow(row), timeline: timelineOf(row.id, row.timeline) };
}

/** A message that has not left its account; `stub` is what events said of it ahead of its own row. */
export function recordFromWaiting(text: AcceptedText, stub: MessageRow | null): MessageRecord {
  const createdAtMs = idTimeMs(text.id);
  return {
    id: text.id,
    status: stub?.status ?? "accepted",
    to: text.to,
    from: text.from,
    text: text.text,
    encoding: text.encoding,
    segmentCount: text.segmentCount,
    lane: text.lane,
    clientReference: text.clientReference ?? null,
    errorCode: stub?.errorCode ?? null,
    createdAtMs,
    updatedAtMs: stub?.updatedAtMs ?? createdAtMs,
    timeline: timelineOf(text.id, stub?.timeline ?? {}),
  };
}
