import { RoutesInForce } from "../configuration/routes-in-force.ts";
import { forgetUsage } from "../db/forget-usage.ts";
import { insertQueued } from "../db/insert-queued.ts";
import { insertUnroutable } from "../db/insert-unroutable.ts";
import { countQueued } from "../db/traffic/count-queued.ts";
import { countUnroutable } from "../db/traffic/count-unroutable.ts";
import { shipLines } from "../event-log/ship-lines.ts";
import { tellChanges } from "../live/tell.ts";
import { logWarning } from "../log.ts";
import type { OutboundChunk } from "../messages/message.ts";
import { routingIdOf } from "../messages/routing-id.ts";
import { consume } from "./consume.ts";
import { type CarrierPart, enqueueAtCarriers } from "./enqueue-at-carriers.ts";
import { liveNewsOfPlans } from "./live-plans.ts";
import { linesOfPlans } from "./log-plans.ts";
import { type DispatchPlan, planDispatch } from "./plan-dispatch.ts";
import { plansByMonth, withDatabase } from "./plans-by-month.ts";
import { tellUnroutable } from "./tell-unroutable.ts";
import { noteTraces, traceDispatch } from "./trace-dispatch.ts";

export interface OutboundOptions {
  routes: RoutesInForce;
  /** Epoch ms. */
  now: () => number;
}

export type OutboundConsumer = (batch: MessageBatch<string>, env: Env, ctx: ExecutionContext) => Promise<void>;

/**
 * Queue "outbound" → the carriers. Each text goes to the backlog of the carrier its route names and into the read model at
 * the same time; when both have all of a chunk, the account may forget it. Every step may happen twice.
 */
export function createOutboundConsumer({ routes, now }: OutboundOptions): OutboundConsumer {
  return (batch, env, ctx) =>
    consume(batch.messages, async (messages) => {
      const chunks = messages.map(({ body }) => ({ json: body, chunk: JSON.parse(body) as OutboundChunk }));
      const nowMs = now();
      const routesOf = await routes.covering(
        env.DB,
        chunks.flatMap(({ chunk }) => idRange(chunk)),
        nowMs,
      );
      const rules = { routesOf, defaultCarrierId: env.DEFAULT_CARRIER_ID };
      const plans = chunks.map(({ chunk, json }) => planDispatch(chunk, json, rules));
      const parts = plans.flatMap(partsOf);
      const [full] = await Promise.all([enqueueAtCarriers(parts, env), recordByMonth(chunks, plans, env, nowMs)]);
      const outbound = chunks.map(({ chunk }) => chunk);
      const isTaken = plans.map(({ shares }) => shares.every(({ carrierId }) => !full.has(carrierId)));
      const taken = outbound.filter((_, index) => isTaken[index]);
      const takenPlans = plans.filter((_, index) => isTaken[index]);
      await Promise.all([
        tellUnroutable(outbound, plans, env, nowMs),
        shipLines(env, ctx, (numbers) => linesOfPlans(taken, takenPlans, { nowMs, numbers })),
      ]);
      traceDispatch(env, ctx, taken, nowMs);
      tellChanges(env, ctx, () => liveNewsOfPlans(outbound, plans, nowMs));
      ctx.waitUntil(confirmToAccounts(taken, env));
    });
}

export const dispatchOutbound: OutboundConsumer = createOutboundConsumer({
  routes: new RoutesInForce(),
  now: Date.now,
});

function idRange({ texts }: OutboundChunk): { firstId: string; lastId: string }[] {
  const first = texts[0];
  const last = texts.at(-1);
  if (first === undefined || last === undefined) return [];
  return [{ firstId: routingIdOf(first), lastId: routingIdOf(last) }];
}

function partsOf({ shares }: DispatchPlan): CarrierPart[] {
  return shares.flatMap(({ carrierId, parts }) => parts.map((part) => ({ carrierId, part })));
}

async function recordByMonth(
  chunks: readonly { chunk: OutboundChunk }[],
  plans: readonly DispatchPlan[],
  env: Env,
  nowMs: number,
): Promise<void> {
  const shares = plansByMonth(env, { chunks, plans });
  await Promise.all(
    Array.from(shares, ([db, own]) => recordInReadModel(own.chunks, own.plans, withDatabase(env, db), nowMs)),
  );
}

async function recordInReadModel(
  chunks: readonly { chunk: OutboundChunk }[],
  plans: readonly DispatchPlan[],
  env: Env,
  nowMs: number,
): Promise<void> {
  const statements = plans.flatMap(({ shares, unroutableJson }) => [
    ...shares.map(({ chunkJson, carrierId, countries }) =>
      insertQueued(env.DB, chunkJson, carrierId, nowMs, countries),
    ),
    ...(unroutableJson === null
      ? []
      : [countUnroutable(env.DB, unroutableJson, nowMs), insertUnroutable(env.DB, unroutableJson, nowMs)]),
  ]);
  const queued = plans.flatMap(({ shares }, index) => {
    const accountId = chunks[index]?.chunk.accountId;
    return accountId === undefined ? [] : shares.map((share) => ({ accountId, ...share }));
  });
  const counted = countQueued(env.DB, queued, nowMs);
  if (counted !== null) statements.unshift(counted);
  const texts = chunks.flatMap(({ chunk: { accountId, texts } }) => texts.map(({ id }) => ({ accountId, id })));
  const forgotten = forgetUsage(env.DB, texts, nowMs);
  if (forgotten !== null) statements.push(forgotten);
  const traced = noteTraces(env, chunks);
  if (traced !== null) statements.push(traced);
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
