import type { MessageStatus } from "../sms/status.ts";

/** What is counted: messages that came to a status, and MO, which are `received`. */
export type TrafficStatus = MessageStatus | "received";

export const trafficLabels = ["account", "carrier", "country", "status"] as const;
export type TrafficLabel = (typeof trafficLabels)[number];

/** Upper bounds of the histogram, each a column `within_…_ms` of the tables. */
export const latencyBoundsMs = [250, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000] as const;

/** What was counted of messages with the same labels. Labels that were not asked for are summed over, and not there. */
export interface TrafficCount {
  labels: Partial<Record<TrafficLabel, string>>;
  messages: number;
  /** An MO's parts count as segments. */
  segments: number;
  /**
   * From the 202 until a carrier took the last of the message, it was delivered, or it was on its way to a carrier (`queued`).
   * Other statuses, and messages that were scheduled, are not timed.
   */
  latency: {
    count: number;
    sumMs: number;
    /** How many took at most each of `latencyBoundsMs`. */
    within: number[];
  };
}
