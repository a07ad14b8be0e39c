import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { projectEvents } from "../../../src/queues/events.ts";
import { dispatchOutbound } from "../../../src/queues/outbound.ts";
import { queuedText } from "../events/consumer.ts";
import { ids, makeText } from "../support/scene.ts";

/** The edge with carriers that have as much waiting as they may, what is confirmed to whom, and what goes to the event log. */
function fullEdge() {
  const confirmed: string[] = [];
  const logged: unknown[] = [];
  const confirm = (chunkIds: string[]): Promise<void> => {
    confirmed.push(...chunkIds);
    return Promise.resolve();
  };
  const carrier = { enqueue: () => Promise.resolve(false), confirmMoves: confirm };
  const full = {
    ...env,
    CARRIER: { getByName: () => carrier },
    ACCOUNT: { getByName: () => ({ confirmChunks: confirm }) },
    EVENT_LOG: "redacted",
    LOG_LINES: { send: (piece: unknown) => Promise.resolve(logged.push(piece)) },
  } as unknown as Env;
  return { full, confirmed, logged };
}

async function deliver(consumer: typeof projectEvents, chunk: unknown, edge: Env): Promise<boolean> {
  const message = { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: JSON.stringify(chunk) };
  const batch = createMessageBatch<string>("heliograph", [message]);
  const ctx = createExecutionContext();
  await consumer(batch, edge, ctx);
  const { explicitAcks } = await getQueueResult(batch, ctx);
  await waitOnExecutionContext(ctx);
  return explicitAcks.length === 1;
}

it("a chunk for a full carrier is not confirmed, so its writer sends it again, and is neither logged nor a dead letter", async ({
  expect,
}) => {
  const { full, confirmed, logged } = fullEdge();
  const outbound = { accountId: "acc_test", chunkId: ids.next("message"), texts: [makeText()] };
  expect(await deliver(dispatchOutbound, outbound, full)).toBe(true);
  const text = await queuedText("acc_test");
  const moved = {
    accountId: "acc_test",
    lane: "normal",
    toCarrierId: "full",
    plan: { to: [], on: ["rejected"], hops: 1 },
    text,
    reason: "rejected",
    atMs: Date.now(),
  };
  expect(await deliver(projectEvents, { carrierId: "one", chunkId: ids.next("event"), moves: [moved] }, full)).toBe(
    true,
  );
  expect(confirmed).toEqual([]);
  expect(logged).toEqual([]);
});
