import { env } from "cloudflare:workers";
import type { InboundMessage } from "../../../src/messages/inbound.ts";
import { call } from "../http/support/api.ts";
import { chunkOf, consumeEvents } from "../events/consumer.ts";
import { type TestAccount, type TestAccountOptions, makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";

let numbers = 0;
let handsets = 0;

/** A handset of its own for a test. */
export function aHandset(): string {
  handsets += 1;
  return `+57300888${String(handsets).padStart(4, "0")}`;
}

/** A short code of its own, which is nobody's yet. */
export function aNumber(): string {
  numbers += 1;
  return String(700_000 + numbers);
}

export async function assign(number: string, accountId: string | null): Promise<void> {
  await admin("PUT", `/admin/v1/numbers/${number}`, { accountId });
}

export async function assignKeyword(number: string, keyword: string, accountId: string): Promise<void> {
  await admin("PUT", `/admin/v1/numbers/${number}/keywords/${encodeURIComponent(keyword)}`, { accountId });
}

/** An account with a number of its own. */
export async function withNumber(options: TestAccountOptions = {}): Promise<TestAccount & { number: string }> {
  const account = await makeAccount(options);
  const number = aNumber();
  await assign(number, account.id);
  return { ...account, number };
}

/** A text from a handset as a carrier tells it. */
export function textFrom(from: string, to: string, text: string): InboundMessage {
  return {
    id: ids.next("inbound"),
    carrierId: "carrier-of-events",
    from,
    to,
    text,
    parts: 1,
    missingParts: [],
    receivedAtMs: Date.now(),
  };
}

/** Brings texts from handsets to whom they are for, as queue "events" does. Answers their ids. */
export async function receive(...texts: InboundMessage[]): Promise<string[]> {
  await consumeEvents([chunkOf(...texts.map((inbound) => ({ inbound })))]);
  return texts.map(({ id }) => id);
}

/** What the account sent to a handset from a number, once there are `count`: what it answered. */
export async function answersTo(peer: string, number: string, count: number): Promise<string[]> {
  for (;;) {
    const { results } = await env.DB.prepare("SELECT body FROM messages WHERE recipient = ? AND sender = ? ORDER BY id")
      .bind(peer, number)
      .all<{ body: string }>();
    if (results.length >= count) return results.map(({ body }) => body);
    await scheduler.wait(10);
  }
}

interface ToldEvent {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

/** The account's events that are about texts from handsets, once there are `count`. */
export async function toldOf(key: string, count: number): Promise<ToldEvent[]> {
  for (;;) {
    const query = "?type=message.received,message.opted_out,message.opted_in&limit=1000";
    const { body } = await call("GET", `/v1/events${query}`, { key });
    const { data } = body as { data: ToldEvent[] };
    if (data.length >= count) return data;
    await scheduler.wait(10);
  }
}

/** Sends a message, and answers its status and the error's code. */
export async function send(key: string, to: string, from: string): Promise<[number, string | undefined]> {
  const { status, body } = await call("POST", "/v1/messages", { key, body: { to, from, text: "hola" } });
  return [status, (body as { code?: string }).code];
}

async function admin(method: string, path: string, body: object): Promise<void> {
  const answer = await call(method, path, { key: env.ADMIN_KEY, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}
