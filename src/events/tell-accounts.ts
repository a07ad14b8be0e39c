import type { FeedChunk, FeedChunkOfAccount } from "./feed-chunk.ts";

/** What an account says of a chunk it has recorded. */
export interface RecordedChunk {
  chunkId: string;
  /** The endpoints that want something of it. */
  endpointIds: string[];
  /** What was recorded, where that was at an earlier time: it is what counts. */
  earlier?: Pick<FeedChunk, "events" | "body">;
}

/**
 * Puts events into their accounts' feeds and hands them to the webhook endpoints that want them. May happen twice: a chunk is
 * recorded once, and each endpoint takes it once.
 */
export async function tellAccounts(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  chunks: readonly FeedChunkOfAccount[],
): Promise<void> {
  const byAccount = Map.groupBy(chunks, ({ accountId }) => accountId);
  await Promise.all(Array.from(byAccount, ([accountId, own]) => tellAccount(env, accountId, own)));
}

async function tellAccount(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  accountId: string,
  chunks: readonly FeedChunkOfAccount[],
): Promise<void> {
  const recorded = await env.ACCOUNT.getByName(accountId).feed.record(
    chunks.map(({ accountId: _accountId, traces: _traces, ...chunk }) => chunk),
  );
  const byChunkId = new Map(chunks.map((chunk) => [chunk.chunkId, chunk]));
  const byEndpoint = new Map<string, Pick<FeedChunk, "chunkId" | "events" | "body" | "traces">[]>();
  for (const { chunkId, endpointIds, earlier } of recorded) {
    const told = earlier ?? byChunkId.get(chunkId);
    if (told === undefined) continue;
    const traces = byChunkId.get(chunkId)?.traces;
    for (const endpointId of endpointIds) {
      const wanted = byEndpoint.get(endpointId) ?? [];
      wanted.push({ chunkId, events: told.events, body: told.body, ...(traces !== undefined && { traces }) });
      byEndpoint.set(endpointId, wanted);
    }
  }
  await Promise.all(
    Array.from(byEndpoint, async ([endpointId, wanted]) => {
      try {
        await env.WEBHOOK_ENDPOINT.getByName(endpointId).enqueue(wanted);
      } catch {
        // One endpoint in trouble must not hold up everybody's events: its account hands them over later, and says so.
        const chunkIds = wanted.map(({ chunkId }) => chunkId);
        await env.ACCOUNT.getByName(accountId).missedChunks.add(endpointId, chunkIds);
      }
    }),
  );
}
