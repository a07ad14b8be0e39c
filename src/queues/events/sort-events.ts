import type { ClosedRow } from "../../db/close-charges.ts";
import type { ScheduledRow } from "../../db/insert-scheduled.ts";
import type { AccountEventsChunk, Notice } from "../../events/account-event.ts";
import type { InboundMessage } from "../../messages/inbound.ts";
import type { EventsChunk, MessageEvent } from "../../messages/message.ts";
import { type MovedText, type MovesChunk, stepOfMove } from "../../messages/moved.ts";

/** A message of queue "events": a carrier's, an account's, or texts that a carrier gave away. */
export type AnyEventsChunk = EventsChunk | AccountEventsChunk | MovesChunk;

/** A chunk's events by what is done with them, each kind in the order it has in the chunk. */
export interface SortedChunk {
  chunk: AnyEventsChunk;
  steps: MessageEvent[];
  scheduled: ScheduledRow[];
  notices: Notice[];
  inbound: InboundMessage[];
  moves: MovedText[];
  closed: ClosedRow[];
}

export function sortEvents(chunk: AnyEventsChunk): SortedChunk {
  const sorted: SortedChunk = { chunk, steps: [], scheduled: [], notices: [], inbound: [], moves: [], closed: [] };
  if ("moves" in chunk) {
    sorted.moves = chunk.moves;
    sorted.steps = chunk.moves.map((moved) => stepOfMove(chunk.carrierId, moved));
    return sorted;
  }
  if ("carrierId" in chunk) {
    for (const event of chunk.events) {
      if ("inbound" in event) sorted.inbound.push(event.inbound);
      else sorted.steps.push(event);
    }
    return sorted;
  }
  const { accountId } = chunk;
  for (const event of chunk.events) {
    if ("closed" in event) sorted.closed.push({ ...event.closed, accountId });
    else if ("scheduled" in event) sorted.scheduled.push({ ...event.scheduled, accountId });
    else if ("notice" in event) sorted.notices.push(event.notice);
    else sorted.steps.push(event);
  }
  return sorted;
}

/** The steps of all chunks, made as they are asked for. */
export function* stepsOf(sorted: readonly SortedChunk[]): Generator<MessageEvent, undefined> {
  for (const { steps } of sorted) yield* steps;
}
