import { idPrefixes, idTimeMs, idLowerBound } from "../ids.ts";
import type { MessageEvent } from "../messages/message.ts";
import { isFinal } from "../sms/status.ts";
import type { Notice, ScheduledText } from "./account-event.ts";
import { type EventType, typeOfStatus } from "./event-types.ts";

/** An event as customers see it, in the feed and as the body of a webhook. */
export interface FeedEvent {
  id: string;
  type: EventType;
  /** ISO 8601, when it happened. */
  timestamp: string;
  data: Readonly<Record<string, unknown>>;
}

/** What an event tells of its message, as the read model has it. */
export interface ToldMessage {
  accountId: string;
  id: string;
  from: string;
  to: string;
  segmentCount: number;
  carrierId: string;
  clientReference: string | null;
}

/** The event of a step that gave its message a status; null where the status is none that customers hear of. */
export function eventOfStep(step: MessageEvent, message: ToldMessage): FeedEvent | null {
  const { status, entry, errorCode } = step;
  const type = status === undefined ? null : typeOfStatus[status];
  if (status === undefined || type === null) return null;
  const carrierId = entry.carrierId ?? message.carrierId;
  return {
    // A message has one final status, whichever step brought it.
    id: eventId(message.id, entry.atMs, isFinal(status) ? status : step.key),
    type,
    timestamp: new Date(entry.atMs).toISOString(),
    data: {
      id: message.id,
      to: message.to,
      from: message.from,
      status,
      segments: message.segmentCount,
      ...(message.clientReference === null ? {} : { clientReference: message.clientReference }),
      ...(carrierId === "" ? {} : { carrierId }),
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    },
  };
}

export function eventOfScheduled(text: ScheduledText): FeedEvent {
  return {
    id: eventId(text.id, text.changedAtMs, "scheduled"),
    type: "message.scheduled",
    timestamp: new Date(text.changedAtMs).toISOString(),
    data: {
      id: text.id,
      to: text.to,
      from: text.from,
      status: "scheduled",
      segments: text.segmentCount,
      ...(text.clientReference === undefined ? {} : { clientReference: text.clientReference }),
      sendAt: new Date(text.dueAtMs).toISOString(),
    },
  };
}

export function eventOfNotice({ id, type, atMs, data }: Notice): FeedEvent {
  return { id, type, timestamp: new Date(atMs).toISOString(), data };
}

const eventIdPattern = /^evt_[0-7][0-9A-HJKMNP-TV-Z]{25}(?:_[a-z0-9_]{1,60})?$/;

/** Whether a text has the form of an event's id. */
export function isEventId(text: string): boolean {
  return eventIdPattern.test(text);
}

/** When the event of an id happened, epoch ms. */
export function eventTimeMs(id: string): number {
  return idTimeMs(id);
}

/**
 * `evt_<when, as in a ULID><what is random in the message's id>_<step>`: follows from message and step, so that the same step
 * is the same event wherever and however often it is told.
 */
function eventId(messageId: string, atMs: number, step: string): string {
  const time = idLowerBound("event", atMs).slice(0, idPrefixes.event.length + timeLength);
  const random = messageId.slice(idPrefixes.message.length + timeLength);
  return `${time}${random}_${step.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`;
}

/** Characters of a ULID that tell the time. */
const timeLength = 10;
