import { RpcTarget } from "cloudflare:workers";
import { logWarning } from "../../src/log.ts";
import type { AccountContext } from "./account-context.ts";
import type { EndpointStore } from "./endpoint-store.ts";
import type { FeedStore } from "./feed-store.ts";

/** Its id is the endpoint's. */
export const missedChunksAlarm = "missed_chunks";

const chunksPerStep = 20;

/**
 * Chunks of events that an endpoint's object did not take. They are in the feed, so the account hands them over later; the
 * consumer need not wait, and what is in trouble is one endpoint and nobody else.
 */
export class MissedChunks extends RpcTarget {
  readonly #context: AccountContext;
  readonly #feed: FeedStore;
  readonly #endpoints: Pick<EndpointStore, "find">;

  constructor(context: AccountContext, feed: FeedStore, endpoints: Pick<EndpointStore, "find">) {
    super();
    this.#context = context;
    this.#feed = feed;
    this.#endpoints = endpoints;
  }

  /** Remembers chunks that were recorded, unless the endpoint was removed meanwhile. */
  add(endpointId: string, chunkIds: string[]): void {
    if (this.#endpoints.find(endpointId) === null) return;
    const { sql, alarms, now, accountId } = this.#context;
    this.#context.transaction(() => {
      for (const chunkId of chunkIds) {
        sql.exec(
          "INSERT INTO missed_chunks (endpoint_id, chunk_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
          endpointId,
          chunkId,
        );
      }
      alarms.set(missedChunksAlarm, endpointId, now() + 1_000);
    });
    logWarning("webhook.enqueue_failed", { accountId, endpointId, chunks: chunkIds.length });
  }

  /** Hands over some of them; the handler of `missedChunksAlarm`, which tries again with a growing delay. */
  async handOver(endpointId: string): Promise<void> {
    const { sql, env, alarms, now } = this.#context;
    const chunkIds = sql
      .exec<{ chunk_id: string }>(
        "SELECT chunk_id FROM missed_chunks WHERE endpoint_id = ? ORDER BY chunk_id LIMIT ?",
        endpointId,
        chunksPerStep,
      )
      .toArray()
      .map((row) => row.chunk_id);
    if (chunkIds.length === 0) return;
    const chunks = chunkIds.map((chunkId) => this.#feed.find(chunkId)).filter((chunk) => chunk !== null);
    await env.WEBHOOK_ENDPOINT.getByName(endpointId).enqueue(
      chunks.map(({ chunkId, events, body }) => ({ chunkId, events, body })),
    );
    sql.exec(
      "DELETE FROM missed_chunks WHERE endpoint_id = ? AND chunk_id IN (SELECT value FROM json_each(?))",
      endpointId,
      JSON.stringify(chunkIds),
    );
    if (chunkIds.length === chunksPerStep) alarms.set(missedChunksAlarm, endpointId, now() + 1);
  }
}
