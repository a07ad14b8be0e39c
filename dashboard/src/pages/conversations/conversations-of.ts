import type { Schema } from "../../api/client.ts";

/** The conversations that texts from handsets, newest first, are of: the last text of each handset to each number. */
export function conversationsOf(inbound: readonly Schema<"InboundMessage">[]): Schema<"Conversation">[] {
  const byPair = new Map<string, Schema<"Conversation">>();
  for (const text of inbound) {
    const pair = `${text.to} ${text.from}`;
    if (!byPair.has(pair)) byPair.set(pair, { number: text.to, peer: text.from, lastInbound: text });
  }
  return [...byPair.values()];
}
