import { applyEvents } from "../db/apply-events.ts";
import { insertInbound } from "../db/insert-inbound.ts";
import { logWarning } from "../log.ts";
import type { InboundMessage } from "../messages/inbound.ts";
import type { EventsChunk, MessageEvent } from "../messages/message.ts";
import { consume } from "./consume.ts";

/** Queue "events" → the read model. A batch is one statement, in which each message is written once. */
export async function projectEvents(batch: MessageBatch<string>, env: Env, ctx: ExecutionContext): Promise<void> {
  await consume(batch.messages, async (messages) => {
    const chunks = messages.map((message) => JSON.parse(message.body) as EventsChunk);
    const events: MessageEvent[] = [];
    const inbound: InboundMessage[] = [];
    for (const chunk of chunks) {
      for (const event of chunk.events) {
        if ("inbound" in event) inbound.push(event.inbound);
        else events.push(event);
      }
    }
    const statements: D1PreparedStatement[] = [];
    if (events.length > 0) statements.push(applyEvents(env.DB, events, Date.now()));
    if (inbound.length > 0) statements.push(insertInbound(env.DB, inbound));
    if (statements.length > 0) await env.DB.batch(statements);
    ctx.waitUntil(confirmToCarriers(chunks, env));
  });
}

/** A confirmation that is lost costs a re-send, which changes nothing. */
async function confirmToCarriers(chunks: readonly EventsChunk[], env: Env): Promise<void> {
  const byCarrier = Map.groupBy(chunks, ({ carrierId }) => carrierId);
  await Promise.all(
    Array.from(byCarrier, async ([carrierId, ofCarrier]) => {
      try {
        await env.CARRIER.getByName(carrierId).confirmChunks(ofCarrier.map(({ chunkId }) => chunkId));
      } catch (error) {
        logWarning("events.confirm_failed", { carrierId, error: String(error) });
      }
    }),
  );
}
