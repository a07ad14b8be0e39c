import { exports } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { call, problemOf } from "../http/support/api.ts";
import { chunkOf, consumeEvents, queuedText, stepOf } from "./consumer.ts";

const pageSchema = z.object({
  data: z.array(z.object({ id: z.string(), type: z.string(), data: z.record(z.string(), z.unknown()) })),
  nextCursor: z.string(),
  hasMore: z.boolean(),
});

async function read(key: string, query = ""): Promise<z.infer<typeof pageSchema>> {
  const answer = await call("GET", `/v1/events${query}`, { key });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return pageSchema.parse(answer.body);
}

describe("the feed of events", () => {
  it("has what became of a text, once, however often the queue delivers it", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const text = await queuedText(accountId, { clientReference: "order-1", segmentCount: 2 });
    const sent = chunkOf(stepOf(accountId, text.id, "sent"));
    const failed = chunkOf(stepOf(accountId, text.id, "undelivered", { errorCode: "E1" }));
    expect(await consumeEvents([sent])).toEqual({ acknowledged: 1, comeAgain: 0 });
    await consumeEvents([sent, failed]);
    await consumeEvents([failed]);
    const { data, hasMore } = await read(key);
    expect(data.map(({ type }) => type)).toEqual(["message.sent", "message.undelivered"]);
    expect(data[1]?.data).toEqual({
      id: text.id,
      to: text.to,
      from: text.from,
      status: "undelivered",
      segments: 2,
      clientReference: "order-1",
      carrierId: "carrier",
      errorCode: "E1",
    });
    expect(hasMore).toBe(false);
  });

  it("gives a single event as it told it, to its account alone", async ({ expect }) => {
    const [{ id: accountId, key }, other] = await Promise.all([makeAccount(), makeAccount()]);
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "delivered"))]);
    const [event] = (await read(key)).data;
    const path = `/v1/events/${event?.id}`;
    expect((await call("GET", path, { key })).body).toMatchObject({ ...event });
    expect(problemOf(await call("GET", path, { key: other.key })).code).toBe("not_found");
    expect(problemOf(await call("GET", "/v1/events/evt_nothing", { key })).code).toBe("not_found");
  });

  it("never tells a step back", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "delivered"))]);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
    expect((await read(key)).data.map(({ type }) => type)).toEqual(["message.delivered"]);
  });

  it("waits for the row of a message that its events outran, but not for ever", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const id = ids.next("message");
    const early = chunkOf(stepOf(accountId, id, "sent"));
    expect(await consumeEvents([early])).toEqual({ acknowledged: 0, comeAgain: 1 });
    expect((await read(key)).data).toEqual([]);
    const other = await queuedText(accountId);
    const mixed = await consumeEvents([early, chunkOf(stepOf(accountId, other.id, "sent"))]);
    expect(mixed).toEqual({ acknowledged: 1, comeAgain: 1 });
    await queuedText(accountId, { id });
    expect(await consumeEvents([early])).toEqual({ acknowledged: 1, comeAgain: 0 });
    expect((await read(key)).data.map(({ data }) => data["id"])).toEqual([other.id, id]);

    const never = chunkOf(stepOf(accountId, ids.next("message"), "sent"));
    expect(await consumeEvents([never], 15)).toEqual({ acknowledged: 1, comeAgain: 0 });
  });

  it("is read page by page, from any place, and by type", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const texts = await Promise.all(Array.from({ length: 7 }, () => queuedText(accountId)));
    for (const { id } of texts) {
      await consumeEvents([chunkOf(stepOf(accountId, id, "sent"), stepOf(accountId, id, "delivered"))]);
    }
    const seen: string[] = [];
    let after = "";
    for (let more = true; more;) {
      const page = await read(key, `?limit=3${after}`);
      seen.push(...page.data.map(({ id }) => id));
      after = `&after=${page.nextCursor}`;
      more = page.hasMore;
    }
    expect(new Set(seen).size).toBe(14);
    expect((await read(key, `?limit=3${after}`)).data).toEqual([]);
    const delivered = await read(key, "?type=message.delivered,balance.low&limit=1000");
    expect(delivered.data.map(({ data }) => data["id"])).toEqual(texts.map(({ id }) => id));
    expect((await read(key, "?type=balance.*")).data).toEqual([]);
  });

  it("refuses cursors it never gave out, and those whose events are swept", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    for (const cursor of ["x", "99.1", "1.2.3"]) {
      const answer = await call("GET", `/v1/events?after=${cursor}`, { key });
      expect([answer.status, problemOf(answer).code]).toEqual([400, "invalid_cursor"]);
    }
    for (let times = 0; times < 3; times++) {
      const text = await queuedText(accountId);
      await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
    }
    const first = await read(key, "?limit=1");
    await runInDurableObject(env.ACCOUNT.getByName(accountId), (_object, state) => {
      state.storage.sql.exec("UPDATE feed SET recorded_at_ms = recorded_at_ms - 31 * 86400000 WHERE seq < 3");
    });
    await runInDurableObject(env.ACCOUNT.getByName(accountId), (object) => object.feed.sweep());
    const answer = await call("GET", `/v1/events?after=${first.nextCursor}`, { key });
    expect([answer.status, problemOf(answer).code]).toEqual([410, "cursor_expired"]);
    expect((await read(key)).data).toHaveLength(2);
  });

  it("goes on for whoever has read everything, though that is swept when there is more at last", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const tell = async () => consumeEvents([chunkOf(stepOf(accountId, (await queuedText(accountId)).id, "sent"))]);
    await tell();
    const { nextCursor } = await read(key);
    await runInDurableObject(env.ACCOUNT.getByName(accountId), (_object, state) => {
      state.storage.sql.exec("UPDATE feed SET recorded_at_ms = recorded_at_ms - 31 * 86400000");
    });
    await tell();
    await runInDurableObject(env.ACCOUNT.getByName(accountId), (object) => object.feed.sweep());
    expect((await read(key, `?after=${nextCursor}`)).data).toHaveLength(1);
  });

  it("is the account's alone, and asks for its scope", async ({ expect }) => {
    const { id: accountId } = await makeAccount();
    const other = await makeAccount();
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
    expect((await read(other.key)).data).toEqual([]);
    const { key } = await makeAccount({ scopes: ["messages:read"] });
    for (const path of ["/v1/events", "/v1/events/stream"]) {
      expect(problemOf(await call("GET", path, { key })).code).toBe("missing_scope");
    }
  });

  it("has what accounts tell themselves: scheduled texts and notices", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const atMs = Date.now();
    const scheduled = {
      ...(await queuedText("acc_elsewhere")),
      id: ids.next("message"),
      dueAtMs: atMs + 60_000,
      changedAtMs: atMs,
    };
    const notice = { id: ids.next("event"), type: "balance.low" as const, atMs, data: { balanceMicros: 5 } };
    const chunk = { accountId, chunkId: ids.next("event"), events: [{ scheduled }, { notice }] };
    await consumeEvents([chunk]);
    await consumeEvents([chunk]);
    const { data } = await read(key);
    expect(data).toMatchObject([
      {
        type: "message.scheduled",
        data: { id: scheduled.id, status: "scheduled", sendAt: new Date(scheduled.dueAtMs).toISOString() },
      },
      { id: notice.id, type: "balance.low", data: { balanceMicros: 5 } },
    ]);
    const later = { ...scheduled, text: "adiós", dueAtMs: atMs + 90_000, changedAtMs: atMs + 1 };
    await consumeEvents([{ accountId, chunkId: ids.next("event"), events: [{ scheduled: later }] }]);
    await consumeEvents([chunk]);
    const row = await env.DB.prepare("SELECT body, status FROM messages WHERE id = ?").bind(scheduled.id).first();
    expect(row).toEqual({ body: "adiós", status: "scheduled" });
  });
});

describe("the stream of events", () => {
  async function open(key: string, path: string, headers: Record<string, string> = {}) {
    const response = await exports.default.fetch(
      new Request(`https://edge.test${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } }),
    );
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    return {
      response,
      async until(pattern: RegExp): Promise<string> {
        while (!pattern.test(text)) {
          const { done, value } = await reader.read();
          if (done) throw new Error(`the stream ended: ${text}`);
          text += value;
        }
        return text;
      },
      close: () => reader.cancel(),
    };
  }

  it("tells what happens from now on, and goes on after the last event a client had", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const before = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, before.id, "sent"))]);
    const stream = await open(key, "/v1/events/stream");
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream");
    await stream.until(/retry: \d+/);
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"), stepOf(accountId, text.id, "delivered"))]);
    const told = await stream.until(/event: message.delivered\ndata: .*\n\n/);
    await stream.close();
    expect(told).not.toContain(before.id);
    const sentId = /id: (.*)\nevent: message.sent\n/.exec(told)?.[1] ?? "";

    const again = await open(key, "/v1/events/stream?type=message.*", { "last-event-id": sentId });
    const resumed = await again.until(/\ndata: .*\n\n/);
    await again.close();
    expect(resumed).toContain("event: message.delivered");
    expect(resumed).not.toContain("event: message.sent");
  });

  it("ends with the key that opened it", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const stream = await open(key, "/v1/events/stream");
    await stream.until(/retry/);
    const keys = z
      .object({ data: z.array(z.object({ id: z.string() })) })
      .parse((await call("GET", "/v1/keys", { key })).body);
    await call("DELETE", `/v1/keys/${keys.data[0]?.id}`, { key });
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
    await expect(stream.until(/event:/)).rejects.toThrow("the stream ended");
  });

  it("is open for 20 clients of an account at most", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const streams = await Promise.all(Array.from({ length: 20 }, () => open(key, "/v1/events/stream")));
    const refused = await call("GET", "/v1/events/stream", { key });
    expect([refused.status, problemOf(refused).code]).toEqual([429, "too_many_streams"]);
    await Promise.all(streams.map((stream) => stream.close()));
    // A stream notices that its client has gone when it has something to say.
    const text = await queuedText(accountId);
    await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
    let status = 429;
    while (status === 429) {
      const stream = await open(key, "/v1/events/stream");
      status = stream.response.status;
      await stream.close();
      await scheduler.wait(10);
    }
    expect(status).toBe(200);
  });
});
