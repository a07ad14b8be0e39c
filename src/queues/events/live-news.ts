import { NewsByAccount } from "../../live/news.ts";
import type { Projection } from "./project.ts";
import type { SortedChunk } from "./sort-events.ts";

/** What those who watch are told of a batch: each message that came to a status, as it now is. */
export function liveNewsOf(sorted: readonly SortedChunk[], projection: Projection): NewsByAccount {
  const news = new NewsByAccount();
  const { messages, scheduledIds, inbound } = projection;
  const changedAtMs = new Map<string, number>();
  for (const chunk of sorted) {
    for (const { accountId, id, changedAtMs: atMs } of chunk.scheduled) {
      if (scheduledIds.has(id)) news.addChange(accountId, { id, status: "scheduled", atMs });
    }
    for (const { messageId, status, entry } of chunk.steps) {
      if (status !== undefined) changedAtMs.set(messageId, entry.atMs);
    }
  }
  for (const [id, atMs] of changedAtMs) {
    const row = messages.get(id);
    if (row !== undefined && row.recipient !== "") news.addChange(row.account_id, { id, status: row.status, atMs });
  }
  for (const { id, accountId } of inbound.values()) news.addInbound(accountId, id);
  return news;
}
