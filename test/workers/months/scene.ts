import {
  applyD1Migrations,
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createApp } from "../../../src/http/app.ts";
import { createIdFactory } from "../../../src/ids.ts";
import type { AcceptedText, MessageEvent } from "../../../src/messages/message.ts";
import { projectEvents } from "../../../src/queues/events.ts";
import { dispatchOutbound } from "../../../src/queues/outbound.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";
import { makeText } from "../support/scene.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      /** Put there by vitest.workers.config.ts. */
      MONTH_ONE: D1Database;
      MONTH_TWO: D1Database;
    }
  }
}

/** What is bound where December and January have databases of their own. */
export const monthsEnv: Env = Object.assign(
  { ...env },
  { MESSAGES_2026_12: env.MONTH_ONE, MESSAGES_2027_01: env.MONTH_TWO },
);

/** By the month that has them; before December they are in DB. */
export const databases = { november: env.DB, december: env.MONTH_ONE, january: env.MONTH_TWO };

export async function migrateMonths(): Promise<void> {
  await applyD1Migrations(env.MONTH_ONE, env.TEST_MIGRATIONS);
  await applyD1Migrations(env.MONTH_TWO, env.TEST_MIGRATIONS);
}

/** A text accepted at this moment. */
export function textOf(time: string, text: Partial<AcceptedText> = {}): AcceptedText {
  const ids = createIdFactory(
    () => Date.parse(time),
    (bytes) => crypto.getRandomValues(bytes),
  );
  return makeText({ id: ids.next("message"), ...text });
}

/** Delivers a chunk on queue "outbound". */
export async function dispatch(accountId: string, texts: AcceptedText[]): Promise<void> {
  await deliver("heliograph-outbound", dispatchOutbound, { accountId, chunkId: `chunk-${texts[0]?.id}`, texts });
}

/** Delivers a receipt on queue "events". */
export async function receive(accountId: string, messageIds: string[], status: MessageStatus): Promise<void> {
  const events = messageIds.map((messageId): MessageEvent => ({
    accountId,
    messageId,
    key: `receipt.0.${status}`,
    entry: { type: "receipt", atMs: Date.now(), carrierId: "default", segment: 1, outcome: status },
    status,
  }));
  await deliver("heliograph-events", projectEvents, { carrierId: "default", chunkId: crypto.randomUUID(), events });
}

async function deliver(
  queue: string,
  consumer: (batch: MessageBatch<string>, env: Env, ctx: ExecutionContext) => Promise<void>,
  chunk: object,
): Promise<void> {
  const batch = createMessageBatch<string>(queue, [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body: JSON.stringify(chunk) },
  ]);
  const ctx = createExecutionContext();
  await consumer(batch, monthsEnv, ctx);
  const result = await getQueueResult(batch, ctx);
  await waitOnExecutionContext(ctx);
  if (result.explicitAcks.length !== 1) throw new Error(`the chunk was not taken: ${JSON.stringify(result)}`);
}

const app = createApp();

/** What the API of an edge with these databases answers. */
export async function get(path: string, key: string): Promise<{ status: number; body: unknown }> {
  const ctx = createExecutionContext();
  const request = new Request(`https://edge.test${path}`, { headers: { authorization: `Bearer ${key}` } });
  const response = await app.fetch(request, monthsEnv, ctx);
  await waitOnExecutionContext(ctx);
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

export async function idsIn(database: D1Database, accountId: string): Promise<string[]> {
  const { results } = await database
    .prepare("SELECT id FROM messages WHERE account_id = ? ORDER BY id")
    .bind(accountId)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
