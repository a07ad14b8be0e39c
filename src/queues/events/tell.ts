import type { TouchedRow } from "../../db/apply-events.ts";
import { type FeedChunkOfAccount, FeedChunkBuilder } from "../../events/feed-chunk.ts";
import { type ToldMessage, eventOfNotice, eventOfScheduled, eventOfStep } from "../../events/feed-event.ts";
import { toldSteps } from "../../events/told-steps.ts";
import type { Projection } from "./project.ts";
import type { SortedChunk } from "./sort-events.ts";

/** What the accounts of a batch are told, chunk by chunk. Steps of messages without a row of their own are left out. */
export function feedChunksOf(sorted: readonly SortedChunk[], projection: Projection): FeedChunkOfAccount[] {
  const { messages, scheduledIds } = projection;
  // A chunk that its writer has sent again may be in the batch twice: an account is to have, and to hand on, one telling of it.
  const chunks = [...new Map(sorted.map((each) => [each.chunk.chunkId, each])).values()];
  const steps = chunks.flatMap((chunk) => chunk.steps);
  const told = toldSteps(steps, ({ messageId }) => {
    const row = messages.get(messageId);
    return row === undefined ? undefined : { status: row.status, finalStep: row.final_step };
  });
  return chunks.flatMap((chunk) => {
    const builder = new FeedChunkBuilder(chunk.chunk.chunkId);
    for (const text of chunk.scheduled) {
      builder.concern(text.accountId);
      if (scheduledIds.has(text.id)) builder.add(text.accountId, eventOfScheduled(text));
    }
    for (const step of chunk.steps) {
      const row = messages.get(step.messageId);
      if (row === undefined || row.recipient === "") continue;
      const event = eventOfStep(step, messageOfRow(row));
      if (event === null) continue;
      builder.concern(row.account_id);
      if (!told.has(step)) continue;
      builder.add(row.account_id, event);
      if (row.charge !== null) builder.settle(row.account_id, row.id, row.charge);
    }
    if ("accountId" in chunk.chunk) {
      for (const notice of chunk.notices) builder.add(chunk.chunk.accountId, eventOfNotice(notice));
    }
    return builder.build();
  });
}

/** Whether the chunk has a step that is to be told of a message whose own row is not there yet. */
export function outrunsItsMessages(chunk: SortedChunk, { messages }: Projection): boolean {
  return chunk.steps.some(({ messageId, status }) => status !== undefined && messages.get(messageId)?.recipient === "");
}

function messageOfRow(row: TouchedRow): ToldMessage {
  return {
    accountId: row.account_id,
    id: row.id,
    from: row.sender,
    to: row.recipient,
    segmentCount: row.segment_count,
    carrierId: row.carrier_id,
    clientReference: row.client_reference,
  };
}
