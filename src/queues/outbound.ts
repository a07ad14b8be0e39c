import { insertQueued } from "../db/insert-queued.ts";
import { logWarning } from "../log.ts";
import { type AcceptedText, type Lane, type OutboundChunk, lanes } from "../messages/message.ts";
import { consume } from "./consume.ts";

interface RoutedChunk {
  chunk: OutboundChunk;
  json: string;
  carrierId: string;
}

/**
 * Queue "outbound" → the carriers. Each chunk goes to its carrier's backlog and into the read model at the same time; when
 * both have it, the account may forget it. Every step may happen twice.
 */
export async function dispatchOutbound(batch: MessageBatch<string>, env: Env, ctx: ExecutionContext): Promise<void> {
  await consume(batch.messages, async (messages) => {
    const routed = messages.map((message) => route(message.body, env));
    const nowMs = Date.now();
    await Promise.all([
      enqueueAtCarriers(routed, env),
      env.DB.batch(routed.map(({ json, carrierId }) => insertQueued(env.DB, json, carrierId, nowMs))),
    ]);
    ctx.waitUntil(confirmToAccounts(routed, env));
  });
}

/** One route for all, until there are several carriers to choose among. */
function route(json: string, env: Env): RoutedChunk {
  return { chunk: JSON.parse(json) as OutboundChunk, json, carrierId: env.DEFAULT_CARRIER_ID };
}

async function enqueueAtCarriers(routed: readonly RoutedChunk[], env: Env): Promise<void> {
  const byCarrier = Map.groupBy(routed, ({ carrierId }) => carrierId);
  await Promise.all(
    Array.from(byCarrier, async ([carrierId, chunks]) => {
      const taken = await env.CARRIER.getByName(carrierId).enqueue(chunks.flatMap(splitByLane));
      if (!taken) throw new Error(`carrier ${carrierId} has as much waiting as it may`);
    }),
  );
}

/** A part per lane, each with an id that is the same whenever the chunk is delivered. */
function splitByLane({ chunk, json }: RoutedChunk): {
  chunkId: string;
  accountId: string;
  lane: Lane;
  texts: number;
  body: string;
}[] {
  const { accountId, chunkId, texts } = chunk;
  const first = texts[0]?.lane;
  if (first !== undefined && texts.every(({ lane }) => lane === first)) {
    // The chunk's own JSON already has the array as it is wanted: `{…,"texts":[…]}`.
    const body = json.slice(json.indexOf('"texts":') + '"texts":'.length, -1);
    return [{ chunkId: `${chunkId}.${first}`, accountId, lane: first, texts: texts.length, body }];
  }
  return lanes
    .map((lane) => ({ lane, ofLane: texts.filter((text: AcceptedText) => text.lane === lane) }))
    .filter(({ ofLane }) => ofLane.length > 0)
    .map(({ lane, ofLane }) => ({
      chunkId: `${chunkId}.${lane}`,
      accountId,
      lane,
      texts: ofLane.length,
      body: JSON.stringify(ofLane),
    }));
}

/** A confirmation that is lost costs a re-send, which finds everything done. */
async function confirmToAccounts(routed: readonly RoutedChunk[], env: Env): Promise<void> {
  const byAccount = Map.groupBy(routed, ({ chunk }) => chunk.accountId);
  await Promise.all(
    Array.from(byAccount, async ([accountId, chunks]) => {
      try {
        await env.ACCOUNT.getByName(accountId).confirmChunks(chunks.map(({ chunk }) => chunk.chunkId));
      } catch (error) {
        logWarning("outbound.confirm_failed", { accountId, error: String(error) });
      }
    }),
  );
}
