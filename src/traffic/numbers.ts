import type { TrafficPoint } from "../db/traffic/find-points.ts";
import type { MinuteNumbers } from "../live/protocol.ts";
import type { TrafficStatus } from "../metrics/traffic.ts";
import { type LatencySummary, addLatencies, summarizeLatency } from "./latency.ts";

/** What became of messages in a time range, each counted when it came to the status. */
export interface TrafficNumbers {
  /** On their way to a carrier. */
  accepted: number;
  sent: number;
  delivered: number;
  undelivered: number;
  expired: number;
  rejected: number;
  failed: number;
  canceled: number;
  unknown: number;
  /** Texts from handsets. */
  received: number;
  /** Of messages that were accepted. */
  segments: number;
  /** Delivered among those that came to an end at a handset or short of it, 0 to 1; null where none did. */
  deliveredRate: number | null;
  /** From the 202. */
  sentLatency: LatencySummary | null;
  deliveryLatency: LatencySummary | null;
}

const notDelivered = ["undelivered", "expired", "rejected", "failed"] as const satisfies TrafficStatus[];

/** Adds up points that are told apart by status. */
export function sumPoints(points: readonly TrafficPoint[]): TrafficNumbers {
  const byStatus = Map.groupBy(points, ({ status }) => status);
  const messages = (status: TrafficStatus): number =>
    (byStatus.get(status) ?? []).reduce((sum, point) => sum + point.messages, 0);
  const latency = (status: TrafficStatus): LatencySummary | null =>
    summarizeLatency(addLatencies((byStatus.get(status) ?? []).map((point) => point.latency)));
  const delivered = messages("delivered");
  const ended = delivered + notDelivered.reduce((sum, status) => sum + messages(status), 0);
  return {
    accepted: messages("queued"),
    sent: messages("sent"),
    delivered,
    undelivered: messages("undelivered"),
    expired: messages("expired"),
    rejected: messages("rejected"),
    failed: messages("failed"),
    canceled: messages("canceled"),
    unknown: messages("unknown"),
    received: messages("received"),
    segments: (byStatus.get("queued") ?? []).reduce((sum, point) => sum + point.segments, 0),
    deliveredRate: ended === 0 ? null : delivered / ended,
    sentLatency: latency("sent"),
    deliveryLatency: latency("delivered"),
  };
}

/** The same, minute by minute, in short; minutes without anything are left out. */
export function minuteNumbers(points: readonly TrafficPoint[]): MinuteNumbers[] {
  return [...Map.groupBy(points, ({ minute }) => minute)].map(([minute, ofMinute]) => {
    const numbers = sumPoints(ofMinute);
    const { accepted, sent, delivered, received, segments, deliveryLatency } = numbers;
    return {
      atMs: minute * 60_000,
      accepted,
      sent,
      delivered,
      failed: notDelivered.reduce((sum, status) => sum + numbers[status], 0),
      received,
      segments,
      meanDeliveryMs: deliveryLatency?.meanMs ?? null,
    };
  });
}
