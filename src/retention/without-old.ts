import type { InboundRow, MessageRow } from "../db/schema.ts";
import { idTimeMs } from "../ids.ts";
import { redactAddress } from "../sms/redact-address.ts";
import { type Retention, cutoffMs } from "./retention.ts";

/** A message as it may go to the archive: without the text and the number that are over their time, whether or not they were removed before. */
export function withoutOld(row: MessageRow, retention: Retention, nowMs: number): MessageRow {
  const atMs = row.timeline["scheduled"]?.dueAtMs ?? idTimeMs(row.id);
  const { text, number } = whatIsOld(atMs, retention, nowMs);
  return { ...row, ...(text && { body: "" }), ...(number && { recipient: redactAddress(row.recipient) }) };
}

/** The same of a text from a handset. */
export function inboundWithoutOld(row: InboundRow, retention: Retention, nowMs: number): InboundRow {
  const { text, number } = whatIsOld(idTimeMs(row.id), retention, nowMs);
  return { ...row, ...(text && { body: "" }), ...(number && { sender: redactAddress(row.sender) }) };
}

function whatIsOld(
  atMs: number,
  { textDays, numberDays }: Retention,
  nowMs: number,
): { text: boolean; number: boolean } {
  const isOver = (days: number | null): boolean => atMs < (cutoffMs(days, nowMs) ?? -Infinity);
  return { text: isOver(textDays), number: isOver(numberDays) };
}
