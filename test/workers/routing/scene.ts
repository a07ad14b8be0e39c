import { createExecutionContext, createMessageBatch, getQueueResult, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { RoutesInForce } from "../../../src/configuration/routes-in-force.ts";
import { routesSubject } from "../../../src/configuration/routes-document.ts";
import { insertConfigVersion } from "../../../src/db/config-versions.ts";
import { createIdFactory } from "../../../src/ids.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { type OutboundConsumer, createOutboundConsumer } from "../../../src/queues/outbound.ts";
import { makeText } from "../support/scene.ts";

/** A consumer as a new isolate has it: it has read nothing yet. */
export function newConsumer(now: () => number = Date.now): OutboundConsumer {
  return createOutboundConsumer({ routes: new RoutesInForce(), now });
}

/** Delivers texts as one chunk of queue "outbound"; says whether it was acknowledged. */
export async function deliver(
  consumer: OutboundConsumer,
  texts: readonly AcceptedText[],
  accountId = "acc_routing",
): Promise<boolean> {
  const body = JSON.stringify({ accountId, chunkId: texts[0]?.id, texts });
  const batch = createMessageBatch<string>("heliograph-outbound", [
    { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body },
  ]);
  const ctx = createExecutionContext();
  await consumer(batch, env, ctx);
  const result = await getQueueResult(batch, ctx);
  await waitOnExecutionContext(ctx);
  return result.explicitAcks.length === 1;
}

/** Texts that were accepted at a moment. */
export function textsAt(atMs: number, ...texts: Partial<AcceptedText>[]): AcceptedText[] {
  const ids = createIdFactory(
    () => atMs,
    (bytes) => crypto.getRandomValues(bytes),
  );
  return texts.map((text) => makeText({ id: ids.next("message"), ...text }));
}

/** Stores routes that become active at a moment. */
export async function storeRoutes(rules: readonly unknown[], activeFromMs: number): Promise<number> {
  const row = await insertConfigVersion(env.DB, {
    ...routesSubject,
    activeFromMs,
    createdAtMs: activeFromMs - 10_000,
    author: "test",
    note: null,
    body: JSON.stringify({ rules }),
  });
  if (row === null) throw new Error("no version was expected and none stored");
  return row.version;
}

/** Begins without any routes. */
export async function clearRoutes(): Promise<void> {
  await env.DB.prepare("DELETE FROM config_versions").run();
}

/** Texts that wait at a carrier. */
export async function waitingAt(carrierId: string): Promise<number> {
  return (await env.CARRIER.getByName(carrierId).describe())?.waitingTexts ?? 0;
}

export async function messageRow(id: string): Promise<Record<string, unknown> | null> {
  return env.DB.prepare("SELECT * FROM messages WHERE id = ?").bind(id).first();
}
