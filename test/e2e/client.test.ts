import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { type HeliographClient, createHeliographClient } from "../../client/index.ts";
import { TestStack } from "../support/stack.ts";
import { Changes } from "../support/until.ts";

/** A customer's server that takes events as the Standard Webhooks library says they have to be. */
class Receiver extends Changes {
  /** Types of what came with a good signature, by message. */
  readonly told = new Map<string, string[]>();
  #secret = "";
  readonly #server = createServer((request, response) => {
    void this.#take(request).then(() => response.writeHead(204).end());
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  trust(secret: string | undefined): void {
    this.#secret = secret ?? "";
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const body = await readText(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const event = new Webhook(this.#secret).verify(body, headers) as { type: string; data: { id: string } };
    this.told.set(event.data.id, [...(this.told.get(event.data.id) ?? []), event.type]);
    this.changed();
  }
}

/** What the call was answered with; throws where it was an error. */
async function answered<T>(call: Promise<{ data?: T; error?: unknown }>): Promise<T> {
  const { data, error } = await call;
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

/** Reads the stream of events until one has this type. */
async function readStream(client: HeliographClient, type: "message.delivered"): Promise<string> {
  const ended = new AbortController();
  const { data, response } = await client.GET("/v1/events/stream", { parseAs: "stream", signal: ended.signal });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  for await (const piece of (data ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
    text += piece;
    const event = new RegExp(`event: ${type}\ndata: (.*)\n\n`).exec(text)?.[1];
    if (event === undefined) continue;
    ended.abort();
    return event;
  }
  throw new Error("the stream ended");
}

test("the generated client sends, schedules, cancels, lists, and hears what became of it", async () => {
  const receiver = new Receiver();
  const url = await receiver.listen();
  try {
    await TestStack.with({ receiptDelayMs: 100 }, async (stack) => {
      const client = createHeliographClient({ baseUrl: stack.url, key: stack.api.key });
      const text = { from: "Heliograph", text: "Your table is ready" };

      const webhook = await answered(client.POST("/v1/webhooks", { body: { url, events: ["message.*"] } }));
      receiver.trust(webhook.secret);

      const sent = await answered(client.POST("/v1/messages", { body: { ...text, to: "+573001234567" } }));
      expect(sent.status).toBe("accepted");
      const streamed = await readStream(client, "message.delivered");
      expect(JSON.parse(streamed)).toMatchObject({ type: "message.delivered", data: { id: sent.id } });
      await receiver.until(() => receiver.told.get(sent.id)?.includes("message.delivered"));
      expect(receiver.told.get(sent.id)).toEqual(["message.sent", "message.delivered"]);

      const sendAt = new Date(Date.now() + 3_600_000).toISOString();
      const later = await answered(client.POST("/v1/messages", { body: { ...text, to: "+573007654321", sendAt } }));
      expect(later).toMatchObject({ status: "scheduled", sendAt });
      const path = { params: { path: { id: later.id } } };
      const canceled = await answered(client.POST("/v1/messages/{id}/cancel", path));
      expect(canceled.status).toBe("canceled");
      await receiver.until(() => receiver.told.get(later.id)?.includes("message.canceled"));

      const list = await answered(client.GET("/v1/messages", { params: { query: { to: "+573001234567" } } }));
      expect(list.data.map(({ id, status }) => [id, status])).toEqual([[sent.id, "delivered"]]);

      const refused = await client.POST("/v1/messages", { body: { ...text, to: "nobody" } });
      expect(refused.response.status).toBe(400);
      expect(refused.error).toMatchObject({ code: "invalid_recipient", errors: [{ path: "to" }] });
    });
  } finally {
    receiver.close();
  }
});
