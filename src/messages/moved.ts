import type { FailoverPlan, MoveReason } from "../routing/failover.ts";
import type { AcceptedText, Lane, MessageEvent } from "./message.ts";

/** A text that its carrier gave away, on its way to the next one. */
export interface MovedText {
  accountId: string;
  lane: Lane;
  toCarrierId: string;
  /** As the next carrier has it. */
  plan: FailoverPlan;
  text: AcceptedText;
  reason: MoveReason;
  atMs: number;
}

/** A message of queue "events", written by a carrier object that gave texts away. */
export interface MovesChunk {
  carrierId: string;
  chunkId: string;
  moves: MovedText[];
}

/** The step a move is in its message's life. */
export function stepOfMove(fromCarrierId: string, moved: MovedText): MessageEvent {
  const { accountId, toCarrierId, plan, text, reason, atMs } = moved;
  return {
    accountId,
    messageId: text.id,
    key: moveKey(plan.hops ?? 0),
    entry: { type: "moved", atMs, carrierId: fromCarrierId, toCarrierId, reason },
  };
}

export function moveKey(hops: number): string {
  return `moved.${hops}`;
}

/** What follows a step's key at the carriers a text was moved to, where attempts begin anew. */
export function hopSuffix(hops: number): string {
  return hops === 0 ? "" : `.hop${hops}`;
}
