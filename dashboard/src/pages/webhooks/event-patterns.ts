import type { Schema } from "../../api/client.ts";
import type { messages } from "../../i18n/en/index.ts";

export type EventPattern = Schema<"Webhook">["events"][number];
type EventName = keyof typeof messages.webhooks.events;

/** What an endpoint can be told with what it is called in the messages, where a dot in a key would mean a level. */
export const eventNames = {
  "*": "all",
  "message.*": "message_all",
  "message.scheduled": "message_scheduled",
  "message.sent": "message_sent",
  "message.unknown": "message_unknown",
  "message.delivered": "message_delivered",
  "message.undelivered": "message_undelivered",
  "message.expired": "message_expired",
  "message.rejected": "message_rejected",
  "message.failed": "message_failed",
  "message.canceled": "message_canceled",
  "message.received": "message_received",
  "message.opted_out": "message_opted_out",
  "message.opted_in": "message_opted_in",
  "balance.*": "balance_all",
  "balance.low": "balance_low",
  "endpoint.*": "endpoint_all",
  "endpoint.disabled": "endpoint_disabled",
} as const satisfies Record<EventPattern, EventName>;

export const eventPatterns = Object.keys(eventNames) as EventPattern[];

/** Whether another of the chosen ones stands for it already. */
export function isCovered(pattern: EventPattern, chosen: readonly EventPattern[]): boolean {
  return chosen.some((other) => {
    if (other === pattern) return false;
    return other === "*" || (other.endsWith(".*") && pattern.startsWith(other.slice(0, -1)));
  });
}
