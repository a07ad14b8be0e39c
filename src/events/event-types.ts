import type { MessageStatus } from "../sms/status.ts";

/** Every type of event a customer can hear of, with what it says. docs/webhooks.md has an example of each. */
export const eventTypes = {
  "message.scheduled": "A text waits for its time, or was changed while it waits.",
  "message.sent": "The carrier took the text.",
  "message.unknown": "The text was sent and no response came: the carrier may have it or not.",
  "message.delivered": "The handset has the text.",
  "message.undelivered": "The carrier could not deliver the text.",
  "message.expired": "The text's validity ended before it was delivered.",
  "message.rejected": "The carrier refused the text.",
  "message.failed": "The text could not be sent.",
  "message.canceled": "The text was canceled before it was sent.",
  "message.received": "A handset sent a text to one of the account's numbers.",
  "message.opted_out": "A recipient opted out of the account's texts.",
  "message.opted_in": "A recipient who had opted out wants the account's texts again.",
  "balance.low": "The balance fell below the account's mark.",
  "endpoint.disabled": "A webhook endpoint is no longer delivered to.",
} as const satisfies Record<string, string>;

export type EventType = keyof typeof eventTypes;

/** Types that no status of a text stands for. */
export type NoticeType =
  | "message.received"
  | "message.opted_out"
  | "message.opted_in"
  | "balance.low"
  | "endpoint.disabled";

/** The event of each status; the first statuses are no events. */
export const typeOfStatus: Readonly<Record<MessageStatus, EventType | null>> = {
  accepted: null,
  queued: null,
  scheduled: "message.scheduled",
  sent: "message.sent",
  unknown: "message.unknown",
  delivered: "message.delivered",
  undelivered: "message.undelivered",
  expired: "message.expired",
  rejected: "message.rejected",
  failed: "message.failed",
  canceled: "message.canceled",
};

/** Whether `filter` takes a type: the type itself, a group such as `message.*`, or `*`. */
export function takesType(filter: readonly string[], type: string): boolean {
  const group = `${type.slice(0, type.indexOf("."))}.*`;
  return filter.some((pattern) => pattern === type || pattern === group || pattern === "*");
}

/** What a filter may be made of. */
export const eventPatterns: readonly string[] = [
  "*",
  ...new Set(Object.keys(eventTypes).map((type) => `${type.slice(0, type.indexOf("."))}.*`)),
  ...Object.keys(eventTypes),
];
