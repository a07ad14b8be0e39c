import { findCarrierStates } from "../db/carrier-states.ts";
import { findCarriers } from "../db/carriers.ts";
import { findConnectorChanges, findConnectors } from "../db/connectors.ts";
import { type CronRun, findCronRuns } from "../db/cron-runs.ts";
import { databaseSizeBytes } from "../db/database-size.ts";
import { countDeadLetters } from "../db/dead-letters.ts";
import { findWatchedTopics } from "../db/live-watchers.ts";
import { toService } from "../connectors/connector-service.ts";
import type { CarrierSnapshot } from "../live/protocol.ts";

/** What waits in a queue, as the platform says; nulls where it does not. Times are epoch ms. */
export interface QueueState {
  name: string;
  backlog: number | null;
  backlogBytes: number | null;
  oldestAtMs: number | null;
}

export interface SystemCarrier {
  id: string;
  name: string;
  /** Null until it has told anything. */
  snapshot: CarrierSnapshot | null;
}

export interface SystemConnector {
  id: string;
  version: string | null;
  draining: boolean;
  firstSeenAtMs: number;
  /** To the minute. */
  lastSeenAtMs: number;
  /** Those it is linked to. */
  carrierIds: string[];
}

/** How everything does now. */
export interface SystemState {
  queues: QueueState[];
  carriers: SystemCarrier[];
  connectors: SystemConnector[];
  databaseBytes: number;
  deadLetters: number;
  cron: CronRun[];
  /** Accounts that are watched, and the system where it is. */
  watched: number;
}

/** More carriers and connectors than anyone has. */
const rowsLimit = 1_000;

/** Reads what objects have told, asking none of them: rows of a few small tables, and three queues how much waits. */
export async function getSystem(
  env: Pick<Env, "DB" | "OUTBOUND" | "EVENTS" | "LOG_LINES">,
  nowMs: number,
): Promise<SystemState> {
  const { DB: db } = env;
  const [queues, carriers, states, connectors, changes, databaseBytes, deadLetters, cron, watched] = await Promise.all([
    Promise.all([
      describeQueue("outbound", env.OUTBOUND),
      describeQueue("events", env.EVENTS),
      describeQueue("log", env.LOG_LINES),
    ]),
    findCarriers(db, { limit: rowsLimit }),
    findCarrierStates(db, rowsLimit),
    findConnectors(db, rowsLimit),
    findConnectorChanges(db),
    databaseSizeBytes(db),
    countDeadLetters(db),
    findCronRuns(db),
    findWatchedTopics(db, nowMs),
  ]);
  const snapshots = new Map(
    states.map(({ carrierId, atMs, snapshot }) => [
      carrierId,
      { ...(JSON.parse(snapshot) as Omit<CarrierSnapshot, "atMs">), atMs },
    ]),
  );
  const draining = new Map(changes.map((change) => [change.connectorId, toService(change).isDraining]));
  const linked = [...snapshots.values()].flatMap(({ carrierId, links }) =>
    links.map(({ connectorId }) => ({ carrierId, connectorId })),
  );
  return {
    queues,
    carriers: carriers.items.map(({ id, name }) => ({ id, name, snapshot: snapshots.get(id) ?? null })),
    connectors: connectors.map(({ id, version, firstSeenAtMs, lastSeenAtMs }) => ({
      id,
      version,
      draining: draining.get(id) ?? false,
      firstSeenAtMs,
      lastSeenAtMs,
      carrierIds: linked.filter(({ connectorId }) => connectorId === id).map(({ carrierId }) => carrierId),
    })),
    databaseBytes,
    deadLetters,
    cron,
    watched: watched.length,
  };
}

async function describeQueue(name: string, queue: Pick<Queue, "metrics">): Promise<QueueState> {
  try {
    const { backlogCount, backlogBytes, oldestMessageTimestamp } = await queue.metrics();
    const oldestAtMs = oldestMessageTimestamp?.getTime() ?? null;
    return { name, backlog: backlogCount, backlogBytes, oldestAtMs: backlogCount === 0 ? null : oldestAtMs };
  } catch {
    // Not every platform counts its queues, and the rest of the map is worth having without.
    return { name, backlog: null, backlogBytes: null, oldestAtMs: null };
  }
}
