import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { CarrierConfig } from "../../../src/carriers/carrier.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import type { MovesChunk } from "../../../src/messages/moved.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { projectEvents } from "../../../src/queues/events.ts";
import type { FailoverTrigger } from "../../../src/routing/route-table.ts";
import { makeCarrier } from "./scene.ts";

/** Texts leave as soon as there is a reason. */
const atOnce: Pick<CarrierConfig, "failover"> = { failover: { unboundAfterSeconds: 0, throttledAfterSeconds: 0 } };

/** Two carriers of a rule; texts leave either as soon as there is a reason. */
export async function twoCarriers(config: Partial<CarrierConfig> = {}): Promise<{ one: string; two: string }> {
  return { one: await makeCarrier({ ...atOnce, ...config }), two: await makeCarrier({ ...atOnce, ...config }) };
}

/** Puts texts into the backlog of a rule's first carrier, as the dispatcher does. */
export async function enqueueWithPlan(
  carrierId: string,
  texts: AcceptedText[],
  to: string[],
  on: FailoverTrigger[] = ["unbound", "throttled", "rejected"],
  of?: number[],
): Promise<void> {
  const [first] = texts;
  if (first === undefined) throw new Error("a chunk has at least one text");
  const accountId = "acc_test";
  await insertQueued(env.DB, JSON.stringify({ accountId, texts }), carrierId, Date.now()).run();
  await env.CARRIER.getByName(carrierId).enqueue([
    {
      chunkId: `${first.id}.${first.lane}`,
      accountId,
      lane: first.lane,
      texts: texts.length,
      body: JSON.stringify(texts),
      failover: { plans: [{ to, on }], ...(of !== undefined && { of }) },
    },
  ]);
}

/** Delivers a chunk of moves on queue "events"; says whether it was acknowledged. */
export async function deliverMoves(chunk: MovesChunk): Promise<boolean> {
  const batch = createMessageBatch<string>("heliograph-events", [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: JSON.stringify(chunk) },
  ]);
  const ctx = createExecutionContext();
  await projectEvents(batch, env, ctx);
  const result = await getQueueResult(batch, ctx);
  await waitOnExecutionContext(ctx);
  return result.explicitAcks.length === 1;
}

export async function carrierOf(messageId: string): Promise<unknown> {
  return env.DB.prepare("SELECT carrier_id FROM messages WHERE id = ?").bind(messageId).first("carrier_id");
}

/** What an operator sees of a carrier. */
export async function stateOf(carrierId: string) {
  const description = await env.CARRIER.getByName(carrierId).describe();
  if (description === null) throw new Error("not configured");
  const { health, waitingTexts, movingTexts } = description;
  return { state: health.state, waitingTexts, movingTexts };
}
