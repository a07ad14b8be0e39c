import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { z } from "zod";
import { TestStack } from "../support/stack.ts";
import { Changes } from "../support/until.ts";

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ id: z.string(), status: z.string() }),
});
type Event = z.infer<typeof eventSchema>;

const texts = 200;

const bodySchema = z.union([eventSchema, z.object({ type: z.literal("batch"), data: z.array(eventSchema) })]);

/** A customer's server: takes events and batches, verifies them and keeps each event once, as a receiver should. */
class Receiver {
  readonly events = new Map<string, Event>();
  /** What came under each webhook-id, one time after the other. */
  readonly bodies = new Map<string, string[]>();
  secret = "";
  isDown = false;
  readonly #changes = new Changes();
  readonly #server = createServer((request, response) => {
    void this.#take(request).then((status) => response.writeHead(status).end());
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => void this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  until(isDone: (receiver: this) => boolean): Promise<unknown> {
    return this.#changes.until(() => isDone(this));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  delivered(): Set<string> {
    const delivered = [...this.events.values()].filter(({ type }) => type === "message.delivered");
    return new Set(delivered.map(({ data }) => data.id));
  }

  async #take(request: IncomingMessage): Promise<number> {
    const body = await readText(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const id = headers["webhook-id"] ?? "";
    this.bodies.set(id, [...(this.bodies.get(id) ?? []), body]);
    this.#changes.changed();
    if (this.isDown) return 500;
    const told = bodySchema.parse(new Webhook(this.secret).verify(body, headers));
    const events = Array.isArray(told.data) ? told.data : [told as Event];
    for (const event of events) this.events.set(event.id, event);
    this.#changes.changed();
    return 200;
  }
}

/** The events of a stream, from the one after `lastEventId`, until `isDone`. */
async function follow(
  stack: TestStack,
  lastEventId: string | null,
  isDone: (event: Event) => boolean,
): Promise<{ events: Event[]; lastEventId: string | null }> {
  const ended = new AbortController();
  const response = await fetch(`${stack.url}/v1/events/stream`, {
    headers: {
      authorization: `Bearer ${stack.api.key}`,
      ...(lastEventId === null ? {} : { "last-event-id": lastEventId }),
    },
    signal: ended.signal,
  });
  expect(response.status).toBe(200);
  const events: Event[] = [];
  let rest = "";
  let last = lastEventId;
  for await (const piece of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    rest += piece;
    const blocks = rest.split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data === undefined) continue;
      last = /^id: (.*)$/m.exec(block)?.[1] ?? last;
      const event = eventSchema.parse(JSON.parse(data));
      events.push(event);
      if (isDone(event)) {
        ended.abort();
        return { events, lastEventId: last };
      }
    }
  }
  throw new Error("the stream ended");
}

async function subscribe(stack: TestStack, receiver: Receiver, settings: object): Promise<void> {
  const made = await fetch(`${stack.url}/v1/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.api.key}`, "content-type": "application/json" },
    body: JSON.stringify({ url: await receiver.listen(), events: ["message.*"], ...settings }),
  });
  receiver.secret = z.object({ secret: z.string() }).parse(await made.json()).secret;
}

async function feedOf(stack: TestStack): Promise<Event[]> {
  const pageSchema = z.object({ data: z.array(eventSchema), nextCursor: z.string(), hasMore: z.boolean() });
  const events: Event[] = [];
  let after = "";
  for (;;) {
    const response = await fetch(`${stack.url}/v1/events?limit=1000${after}`, {
      headers: { authorization: `Bearer ${stack.api.key}` },
    });
    const page = pageSchema.parse(await response.json());
    events.push(...page.data);
    if (!page.hasMore) return events;
    after = `&after=${page.nextCursor}`;
  }
}

test("what happens to texts comes back as signed webhooks and as a stream, whatever dies in between", async () => {
  const receiver = new Receiver();
  const batched = new Receiver();
  batched.isDown = true;
  try {
    await TestStack.with({ receiptDelayMs: 300 }, async (stack) => {
      await subscribe(stack, receiver, {});
      await subscribe(stack, batched, { maxBatch: 50, maxBatchWaitMs: 100 });

      const streamed = follow(stack, null, ({ type }) => type === "message.delivered");
      const first = await stack.api.send({ to: "+573001234500", from: "Heliograph", text: "one" });
      await receiver.until(({ events }) => events.size === 2);
      const told = await streamed;
      expect(told.events.map(({ type, data }) => [type, data.id])).toEqual([
        ["message.sent", first.id],
        ["message.delivered", first.id],
      ]);
      expect(told.events).toEqual([...receiver.events.values()]);

      const ids = await stack.api.sendBatch(
        Array.from({ length: texts }, (_, index) => ({
          to: `+5730012345${String(index % 100).padStart(2, "0")}`,
          from: "Heliograph",
          text: `text ${index}`,
        })),
      );
      await batched.until(({ bodies }) => bodies.size > 0);
      batched.isDown = false;
      await receiver.until(({ events }) => events.size > 20);
      receiver.isDown = true;
      await stack.kill("edge");
      receiver.isDown = false;
      await stack.start("edge");
      await receiver.until((one) => one.delivered().size === texts + 1);
      expect(receiver.delivered()).toEqual(new Set([first.id, ...ids]));
      await batched.until((one) => one.delivered().size === texts + 1);
      const repeated = [...batched.bodies.values()].filter(({ length }) => length > 1);
      expect(repeated.length).toBeGreaterThan(0);
      for (const same of repeated) expect(new Set(same).size).toBe(1);
      expect(batched.bodies.size).toBeLessThan(batched.events.size / 4);

      const feed = await feedOf(stack);
      expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length);
      expect(new Set(receiver.events.keys())).toEqual(new Set(feed.map(({ id }) => id)));
      const rest = feed.slice(told.events.length);
      const lastId = rest.at(-1)?.id;
      const resumed = await follow(stack, told.lastEventId, ({ id }) => id === lastId);
      expect(resumed.events).toEqual(rest);
    });
  } finally {
    receiver.close();
    batched.close();
  }
});
