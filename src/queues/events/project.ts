import { type TouchedRow, applyEvents } from "../../db/apply-events.ts";
import { batchByName } from "../../db/batch-by-name.ts";
import { type ClosedRow, closeCharges } from "../../db/close-charges.ts";
import { forgetUsage } from "../../db/forget-usage.ts";
import { type StoredInbound, insertInbound, noteConversations } from "../../db/insert-inbound.ts";
import { countInbound } from "../../db/traffic/count-inbound.ts";
import { countScheduled } from "../../db/traffic/count-scheduled.ts";
import { countSteps } from "../../db/traffic/count-steps.ts";
import { updateCarriers } from "../../db/update-carriers.ts";
import { assignInbound } from "../../inbound/assign-inbound.ts";
import type { ReceivedInbound } from "../../messages/inbound.ts";
import type { MessageEvent } from "../../messages/message.ts";
import { type ScheduledRow, insertScheduled } from "../../db/insert-scheduled.ts";
import { receivedById } from "./receive-inbound.ts";
import type { SortedChunk } from "./sort-events.ts";

/** The messages a batch touched, as the read model has them now. */
export interface Projection {
  messages: ReadonlyMap<string, TouchedRow>;
  /** Scheduled texts that stand as they were told. */
  scheduledIds: ReadonlySet<string>;
  /** Texts from handsets that are some account's. */
  inbound: ReadonlyMap<string, ReceivedInbound>;
}

/** What each of the statements returns. */
interface ProjectedRows {
  scheduledCount: never;
  scheduled: { id: string };
  stepCount: never;
  touched: TouchedRow;
  inboundCount: never;
  inbound: StoredInbound;
  moves: never;
  closed: never;
  conversations: never;
  usage: never;
}

/** Writes a batch into the read model: one statement per kind of event, in which each message is written once. */
export async function project(sorted: readonly SortedChunk[], db: D1Database, nowMs: number): Promise<Projection> {
  const scheduled = sorted.flatMap((chunk) => chunk.scheduled);
  const steps = sorted.flatMap((chunk) => chunk.steps);
  const moves = sorted.flatMap((chunk) => chunk.moves);
  const closed = sorted.flatMap((chunk) => chunk.closed);
  const inbound = await assignInbound(
    db,
    sorted.flatMap((chunk) => chunk.inbound),
  );
  // A text is scheduled before anything else comes of it.
  const rows = await batchByName<ProjectedRows>(db, {
    scheduledCount: scheduled.length === 0 ? null : countScheduled(db, scheduled, nowMs),
    scheduled: scheduled.length === 0 ? null : insertScheduled(db, scheduled, nowMs),
    stepCount: countSteps(db, steps, nowMs),
    touched: steps.length === 0 ? null : applyEvents(db, steps, nowMs),
    inboundCount: inbound.length === 0 ? null : countInbound(db, inbound, nowMs),
    inbound: inbound.length === 0 ? null : insertInbound(db, inbound),
    moves: moves.length === 0 ? null : updateCarriers(db, moves),
    closed: closed.length === 0 ? null : closeCharges(db, closed),
    conversations: inbound.length === 0 ? null : noteConversations(db, inbound),
    usage: forgetUsage(db, changedBy(steps, scheduled, closed), nowMs),
  });
  return {
    scheduledIds: new Set(rows.scheduled.map(({ id }) => id)),
    inbound: receivedById(inbound, rows.inbound),
    messages: new Map(rows.touched.map((row) => [row.id, row])),
  };
}

function changedBy(
  steps: readonly MessageEvent[],
  scheduled: readonly ScheduledRow[],
  closed: readonly ClosedRow[],
): { accountId: string; id: string }[] {
  return [
    ...steps.map(({ accountId, messageId }) => ({ accountId, id: messageId })),
    ...scheduled,
    ...closed.flatMap(({ accountId, messageIds }) => messageIds.map((id) => ({ accountId, id }))),
  ];
}
