import { FeedChunkBuilder } from "../events/feed-chunk.ts";
import { eventOfStep } from "../events/feed-event.ts";
import { tellAccounts } from "../events/tell-accounts.ts";
import type { MessageEvent, OutboundChunk } from "../messages/message.ts";
import type { DispatchPlan, UnroutableText } from "./plan-dispatch.ts";

/** Tells accounts of their texts that no route takes; no carrier will ever say anything of those. */
export async function tellUnroutable(
  chunks: readonly OutboundChunk[],
  plans: readonly DispatchPlan[],
  env: Env,
  nowMs: number,
): Promise<void> {
  const told = chunks.flatMap(({ accountId, chunkId }, index) => {
    const json = plans[index]?.unroutableJson ?? null;
    if (json === null) return [];
    const builder = new FeedChunkBuilder(`${chunkId}.unroutable`);
    const { texts } = JSON.parse(json) as { texts: UnroutableText[] };
    for (const text of texts) {
      const step: MessageEvent = {
        accountId,
        messageId: text.id,
        key: "failed",
        entry: { type: "failed", atMs: nowMs, errorCode: "no_route", reason: text.reason },
        status: "failed",
        errorCode: "no_route",
      };
      const { id, from, to, segmentCount, clientReference = null, charge } = text;
      const event = eventOfStep(step, { accountId, id, from, to, segmentCount, carrierId: "", clientReference });
      if (event === null) continue;
      builder.add(accountId, event);
      if (charge !== undefined) builder.settle(accountId, id, charge);
    }
    return builder.build();
  });
  if (told.length > 0) await tellAccounts(env, told);
}
