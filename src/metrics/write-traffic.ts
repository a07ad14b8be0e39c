import { logWarning } from "../log.ts";
import type { MessageEvent } from "../messages/message.ts";
import { statusChanges } from "./status-changes.ts";

/** What is used of a dataset of Analytics Engine. */
export interface TrafficDataset {
  writeDataPoint: (point: { indexes: string[]; blobs: string[]; doubles: number[] }) => void;
}

/** Points that are written of one batch. A Worker may write 25 in an invocation, or by later documentation 250. */
const pointsPerBatch = 25;

interface Counted {
  accountId: string;
  carrierId: string;
  status: string;
  messages: number;
  segments: number;
  timed: number;
  latencyMs: number;
}

/** What of a message is counted beside its steps. */
export interface CountedMessage {
  segment_count: number;
  carrier_id: string;
}

/**
 * Tells Analytics Engine what a batch brought: a point for each account, carrier and status, and where these are too many one
 * for each status of the rest, without the account and the carrier. A batch that comes again is counted again: what is exact is
 * in D1. Nothing is done without a dataset.
 */
export function writeTraffic(
  dataset: TrafficDataset | undefined,
  steps: Iterable<MessageEvent>,
  messages: ReadonlyMap<string, CountedMessage>,
): void {
  if (dataset === undefined) return;
  try {
    for (const point of withinLimit(countedOf(steps, messages))) {
      dataset.writeDataPoint({
        indexes: [point.accountId],
        blobs: [point.accountId, point.carrierId, point.status],
        doubles: [point.messages, point.segments, point.timed, point.latencyMs],
      });
    }
  } catch (error) {
    logWarning("traffic.not_written", { error: String(error) });
  }
}

function countedOf(steps: Iterable<MessageEvent>, messages: ReadonlyMap<string, CountedMessage>): Counted[] {
  const groups = new Map<string, Counted>();
  for (const { accountId, messageId, status, carrierId, latencyMs } of statusChanges(steps)) {
    const message = messages.get(messageId);
    const ofCarrier = message?.carrier_id === undefined || message.carrier_id === "" ? carrierId : message.carrier_id;
    add(groups, {
      accountId,
      carrierId: ofCarrier,
      status,
      messages: 1,
      segments: message?.segment_count ?? 1,
      timed: latencyMs === null ? 0 : 1,
      latencyMs: latencyMs ?? 0,
    });
  }
  return [...groups.values()];
}

/** The largest groups as they are, and the others together by their status. */
function withinLimit(counted: Counted[]): Counted[] {
  if (counted.length <= pointsPerBatch) return counted;
  const statuses = new Set(counted.map(({ status }) => status)).size;
  const bySize = counted.toSorted((one, other) => other.messages - one.messages);
  const rest = new Map<string, Counted>();
  for (const group of bySize.slice(pointsPerBatch - statuses)) add(rest, { ...group, accountId: "", carrierId: "" });
  return [...bySize.slice(0, pointsPerBatch - statuses), ...rest.values()];
}

function add(groups: Map<string, Counted>, more: Counted): void {
  const name = `${more.accountId} ${more.carrierId} ${more.status}`;
  const group = groups.get(name);
  if (group === undefined) {
    groups.set(name, more);
    return;
  }
  group.messages += more.messages;
  group.segments += more.segments;
  group.timed += more.timed;
  group.latencyMs += more.latencyMs;
}
