import type { MessageStatus } from "../sms/status.ts";

/** What usage may be told by; the currency is always one of them. */
export const usageGroups = ["account", "day", "country", "carrier", "status"] as const;
export type UsageGroup = (typeof usageGroups)[number];

/** Of the groups those that were asked for; empty strings stand for none. Money is in millionths. */
export interface UsageRow {
  account?: string;
  day?: string;
  country?: string;
  carrier?: string;
  status?: MessageStatus;
  currency: string;
  messages: number;
  segments: number;
  spentMicros: number;
  heldMicros: number;
  refundedMicros: number;
}
