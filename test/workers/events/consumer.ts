import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import type { AcceptedText, EventsChunk, MessageEvent } from "../../../src/messages/message.ts";
import { projectEvents } from "../../../src/queues/events.ts";
import type { AccountEventsChunk } from "../../../src/events/account-event.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";
import { ids, makeText } from "../support/scene.ts";

/** What became of each message of a batch. */
export interface Consumed {
  acknowledged: number;
  comeAgain: number;
}

/** Delivers chunks as one batch of queue "events". */
export async function consumeEvents(
  chunks: readonly (EventsChunk | AccountEventsChunk)[],
  attempts = 1,
): Promise<Consumed> {
  const batch = createMessageBatch<string>(
    "heliograph-events",
    chunks.map((chunk) => ({
      id: crypto.randomUUID(),
      timestamp: new Date(),
      attempts,
      body: JSON.stringify(chunk),
    })),
  );
  const ctx = createExecutionContext();
  await projectEvents(batch, env, ctx);
  const result = await getQueueResult(batch, ctx);
  await waitOnExecutionContext(ctx);
  return { acknowledged: result.explicitAcks.length, comeAgain: result.retryMessages.length };
}

/** A text that is queued in the read model. */
export async function queuedText(accountId: string, text: Partial<AcceptedText> = {}): Promise<AcceptedText> {
  const queued = makeText(text);
  const chunk = JSON.stringify({ accountId, chunkId: queued.id, texts: [queued] });
  await insertQueued(env.DB, chunk, "carrier", Date.now()).run();
  return queued;
}

export function stepOf(
  accountId: string,
  messageId: string,
  status: MessageStatus,
  more: Partial<MessageEvent> = {},
): MessageEvent {
  return {
    accountId,
    messageId,
    key: `${status}.0.1`,
    entry: { type: status === "sent" ? "sent" : "receipt", atMs: Date.now(), carrierId: "carrier" },
    status,
    ...more,
  };
}

export function chunkOf(...events: EventsChunk["events"]): EventsChunk {
  return { carrierId: "carrier-of-events", chunkId: ids.next("event"), events };
}
