import { idTimeMs } from "../ids.ts";
import type { ReceivedInbound } from "../messages/inbound.ts";
import type { AcceptedText, MessageEvent, TimelineEntry } from "../messages/message.ts";
import { redactAddress } from "../sms/redact-address.ts";
import type { MessageStatus } from "../sms/status.ts";
import type { LogLine } from "./log-line.ts";
import { timeText } from "./time-text.ts";

/** Whether numbers of handsets are shown whole. Texts never are. */
export type NumbersShown = "redacted" | "full";

/** A message as far as its lines tell of it. */
export interface LoggedMessage {
  sender: string;
  recipient: string;
  segmentCount: number;
}

/** A line, and when its event was, by which it is filed. */
export interface TimedLine {
  /** Epoch ms. */
  atMs: number;
  line: LogLine;
}

export function lineOfStep(step: MessageEvent, message: LoggedMessage, numbers: NumbersShown): TimedLine {
  const { accountId, messageId, key, entry, status, errorCode } = step;
  return timedLine({ accountId, messageId, key, entry, status, errorCode, message, numbers });
}

/** A text that was given to its carrier, or to none where `carrierId` is empty. */
export function lineOfQueued(
  text: AcceptedText,
  {
    accountId,
    carrierId,
    nowMs,
    numbers,
  }: { accountId: string; carrierId: string; nowMs: number; numbers: NumbersShown },
): TimedLine {
  const isRouted = carrierId !== "";
  return timedLine({
    accountId,
    messageId: text.id,
    key: isRouted ? "queued" : "failed",
    entry: { type: isRouted ? "queued" : "failed", atMs: nowMs, ...(isRouted && { carrierId }) },
    status: isRouted ? "queued" : "failed",
    errorCode: isRouted ? undefined : "no_route",
    message: { sender: text.from, recipient: text.to, segmentCount: text.segmentCount },
    numbers,
  });
}

/** A text from a handset. */
export function lineOfInbound(inbound: ReceivedInbound, numbers: NumbersShown): TimedLine {
  const { id, accountId, carrierId, from, to, parts, receivedAtMs: atMs } = inbound;
  const shown = numbers === "full" ? from : redactAddress(from);
  const line = { ...emptyLine, time: timeText(atMs), event: "received", messageId: id, accountId, carrierId };
  return { atMs, line: { ...line, sender: shown, recipient: to, segments: String(parts), step: "received" } };
}

interface Told {
  accountId: string;
  messageId: string;
  key: string;
  entry: TimelineEntry;
  status: MessageStatus | undefined;
  errorCode: string | undefined;
  message: LoggedMessage;
  numbers: NumbersShown;
}

function timedLine({ accountId, messageId, key, entry, status, errorCode, message, numbers }: Told): TimedLine {
  const { sender, recipient, segmentCount } = message;
  const line = {
    time: timeText(entry.atMs),
    event: entry.type,
    messageId,
    accountId,
    carrierId: entry.carrierId ?? "",
    bindId: entry.bindId ?? "",
    sender: numbers === "full" ? sender : redactAddress(sender),
    recipient: numbers === "full" ? recipient : redactAddress(recipient),
    segments: String(segmentCount),
    segment: numberText(entry.segment),
    attempt: numberText(entry.attempt),
    status: status ?? "",
    errorCode: entry.errorCode ?? errorCode ?? "",
    outcome: entry.outcome ?? entry.toCarrierId ?? "",
    carrierMessageId: entry.carrierMessageId ?? "",
    sinceAcceptedMs: String(Math.round(entry.atMs - idTimeMs(messageId))),
    step: key,
  };
  return { atMs: entry.atMs, line };
}

const emptyLine: LogLine = {
  time: "",
  event: "",
  messageId: "",
  accountId: "",
  carrierId: "",
  bindId: "",
  sender: "",
  recipient: "",
  segments: "",
  segment: "",
  attempt: "",
  status: "",
  errorCode: "",
  outcome: "",
  carrierMessageId: "",
  sinceAcceptedMs: "",
  step: "",
};

function numberText(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
