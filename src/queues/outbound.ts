import { RoutesInForce } from "../configuration/routes-in-force.ts";
import { insertQueued } from "../db/insert-queued.ts";
import { insertUnroutable } from "../db/insert-unroutable.ts";
import { logWarning } from "../log.ts";
import type { OutboundChunk } from "../messages/message.ts";
import type { CarrierHealth } from "../routing/carrier-order.ts";
import { consume } from "./consume.ts";
import { type DispatchPlan, planDispatch } from "./plan-dispatch.ts";

export interface OutboundOptions {
  routes: RoutesInForce;
  health: CarrierHealth;
  /** Epoch ms. */
  now: () => number;
}

export type OutboundConsumer = (batch: MessageBatch<string>, env: Env, ctx: ExecutionContext) => Promise<void>;

/**
 * Queue "outbound" → the carriers. Each text goes to the backlog of the carrier its route names and into the read model at
 * the same time; when both have all of a chunk, the account may forget it. Every step may happen twice.
 */
export function createOutboundConsumer({ routes, health, now }: OutboundOptions): OutboundConsumer {
  return (batch, env, ctx) =>
    consume(batch.messages, async (messages) => {
      const chunks = messages.map(({ body }) => ({ json: body, chunk: JSON.parse(body) as OutboundChunk }));
      const nowMs = now();
      const routesOf = await routes.covering(
        env.DB,
        chunks.flatMap(({ chunk }) => idRange(chunk)),
        nowMs,
      );
      const rules = { routesOf, defaultCarrierId: env.DEFAULT_CARRIER_ID, health };
      const plans = chunks.map(({ chunk, json }) => planDispatch(chunk, json, rules));
      await Promise.all([enqueueAtCarriers(plans, env), recordInReadModel(plans, env, nowMs)]);
      ctx.waitUntil(
        confirmToAccounts(
          chunks.map(({ chunk }) => chunk),
          env,
        ),
      );
    });
}

export const dispatchOutbound: OutboundConsumer = createOutboundConsumer({
  routes: new RoutesInForce(),
  health: new Map(),
  now: Date.now,
});

function idRange({ texts }: OutboundChunk): { firstId: string; lastId: string }[] {
  const firstId = texts[0]?.id;
  const lastId = texts.at(-1)?.id;
  return firstId === undefined || lastId === undefined ? [] : [{ firstId, lastId }];
}

async function enqueueAtCarriers(plans: readonly DispatchPlan[], env: Env): Promise<void> {
  const shares = plans.flatMap((plan) => plan.shares);
  const byCarrier = Map.groupBy(shares, ({ carrierId }) => carrierId);
  await Promise.all(
    Array.from(byCarrier, async ([carrierId, ofCarrier]) => {
      const taken = await env.CARRIER.getByName(carrierId).enqueue(ofCarrier.flatMap(({ parts }) => parts));
      if (!taken) throw new Error(`carrier ${carrierId} has as much waiting as it may`);
    }),
  );
}

async function recordInReadModel(plans: readonly DispatchPlan[], env: Env, nowMs: number): Promise<void> {
  const statements = plans.flatMap(({ shares, unroutableJson }) => [
    ...shares.map(({ chunkJson, carrierId }) => insertQueued(env.DB, chunkJson, carrierId, nowMs)),
    ...(unroutableJson === null ? [] : [insertUnroutable(env.DB, unroutableJson, nowMs)]),
  ]);
  if (statements.length > 0) await env.DB.batch(statements);
}

/** A confirmation that is lost costs a re-send, which finds everything done. */
async function confirmToAccounts(chunks: readonly OutboundChunk[], env: Env): Promise<void> {
  const byAccount = Map.groupBy(chunks, ({ accountId }) => accountId);
  await Promise.all(
    Array.from(byAccount, async ([accountId, ofAccount]) => {
      try {
        await env.ACCOUNT.getByName(accountId).confirmChunks(ofAccount.map(({ chunkId }) => chunkId));
      } catch (error) {
        logWarning("outbound.confirm_failed", { accountId, error: String(error) });
      }
    }),
  );
}
