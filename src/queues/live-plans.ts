import { NewsByAccount } from "../live/news.ts";
import type { OutboundChunk } from "../messages/message.ts";
import type { DispatchPlan } from "./plan-dispatch.ts";

/** What those who watch are told of texts on their way to carriers, and of those that no route takes. */
export function liveNewsOfPlans(
  chunks: readonly OutboundChunk[],
  plans: readonly DispatchPlan[],
  atMs: number,
): NewsByAccount {
  const news = new NewsByAccount();
  for (const [index, { shares, unroutableJson }] of plans.entries()) {
    const accountId = chunks[index]?.accountId ?? "";
    for (const { texts } of shares)
      for (const { id } of texts) news.addChange(accountId, { id, status: "queued", atMs });
    if (unroutableJson === null) continue;
    for (const { id } of (JSON.parse(unroutableJson) as OutboundChunk).texts) {
      news.addChange(accountId, { id, status: "failed", atMs });
    }
  }
  return news;
}
