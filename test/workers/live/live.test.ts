import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import type { LiveObject } from "../../../durable-objects/live/live-object.ts";
import { Meter } from "../../../src/meter/meter.ts";
import { meterEnv } from "../../../src/meter/meter-env.ts";
import { NewsByAccount } from "../../../src/live/news.ts";
import { withWatchHeaders } from "../../../src/live/watch-headers.ts";
import { tellAlarm, tellChanges, watchedTopics } from "../../../src/live/tell.ts";
import { chunkOf, consumeEvents, queuedText, stepOf } from "../events/consumer.ts";
import { call } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { makePaying } from "../money/scene.ts";
import { addKey, makeAccount } from "../support/accounts.ts";
import { makeCarrier, withStatus } from "../support/scene.ts";
import { origin, signInAs } from "../support/people.ts";
import { Watcher, askToWatch, byKey } from "./watcher.ts";

async function watchers(): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT topic FROM live_watchers").all<{ topic: string }>();
  return results.map(({ topic }) => topic);
}

// First, while nobody watches yet.
describe("what an event costs", () => {
  async function costOfBatch(isWatched: boolean): Promise<Record<string, number>> {
    const account = await makeAccount();
    const watcher = isWatched ? await Watcher.open(account.key) : null;
    const meter = new Meter(Date.now);
    const metered = meterEnv(env, meter);
    const work: Promise<unknown>[] = [];
    const ctx = { waitUntil: (promise: Promise<unknown>) => void work.push(promise) } as unknown as ExecutionContext;
    const news = new NewsByAccount();
    news.addChange(account.id, { id: "msg_1", status: "sent", atMs: 1 });
    // What the isolate knew is over, so the first of them asks who watches.
    watchedTopics.forget();
    for (let batch = 0; batch < 10; batch++) {
      tellChanges(metered, ctx, () => news);
      await Promise.all(work);
    }
    watcher?.close();
    const counts: Record<string, number> = {};
    for (const { unit, amount } of meter.read()) {
      if (unit !== "objectSecond") counts[unit] = (counts[unit] ?? 0) + amount;
    }
    return counts;
  }

  it("is nothing while nobody watches", async ({ expect }) => {
    expect(await costOfBatch(false)).toEqual({});
  });

  it("is a request to the object for a batch while somebody does", async ({ expect }) => {
    const { objectRequest = 0, d1RowRead = 0, d1RowWritten = 0 } = await costOfBatch(true);
    expect(objectRequest).toBeLessThanOrEqual(10);
    expect(d1RowRead).toBeLessThanOrEqual(1);
    expect(d1RowWritten).toBe(0);
  });
});

describe("the live stream", () => {
  it("tells an account what becomes of its messages, and nobody else's", async ({ expect }) => {
    const [account, other] = [await makeAccount(), await makeAccount()];
    const watcher = await Watcher.open(account.key);
    const [own, foreign] = [await queuedText(account.id), await queuedText(other.id)];
    await consumeEvents([
      chunkOf(
        stepOf(account.id, own.id, "sent"),
        stepOf(account.id, own.id, "delivered"),
        stepOf(other.id, foreign.id, "sent"),
      ),
    ]);
    const frame = await watcher.next("messages");
    expect(frame).toEqual({
      type: "messages",
      changes: [{ id: own.id, status: "delivered", atMs: expect.any(Number) as number }],
      inbound: [],
      more: 0,
    });
    watcher.close();
  });

  it("follows a text from the request on, and counts it", async ({ expect }) => {
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const account = await makeAccount();
    const watcher = await Watcher.open(account.key);
    const sent = await call("POST", "/v1/messages", { key: account.key, body: aMessage });
    const { id } = sent.body as { id: string };
    await withStatus(id, "queued");
    const frame = await watcher.next("messages");
    expect(frame.changes).toEqual([expect.objectContaining({ id, status: "queued" })]);
    const numbers = await watcher.until("numbers", ({ minutes }) => minutes.length > 0);
    expect(numbers).toMatchObject({ minutes: [{ accepted: 1, segments: 1 }], money: null });
    expect(JSON.stringify([frame, numbers])).not.toContain(aMessage.to);
    watcher.close();
  });

  it("says only how many have changed where a frame has no room for all", async ({ expect }) => {
    const account = await makeAccount();
    const watcher = await Watcher.open(account.key);
    const texts = await Promise.all(Array.from({ length: 120 }, () => queuedText(account.id)));
    await consumeEvents([chunkOf(...texts.map(({ id }) => stepOf(account.id, id, "sent")))]);
    const frame = await watcher.next("messages");
    expect([frame.changes.length, frame.more]).toEqual([100, 20]);
    watcher.close();
  });

  it("tells operators what is counted of all accounts, and of alarms", async ({ expect }) => {
    const watcher = await Watcher.open(env.ADMIN_KEY);
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const { key } = await makeAccount();
    await call("POST", "/v1/messages", { key, body: aMessage });
    await watcher.until("numbers", ({ minutes }) => minutes.some(({ accepted }) => accepted > 0));
    await tellAlarm(env, {
      id: "alarm-1",
      rule: "carrier_down",
      accountId: null,
      subject: "c1",
      state: "raised",
      atMs: 1,
    });
    expect(await watcher.next("alarm")).toMatchObject({ rule: "carrier_down", state: "raised" });
    watcher.close();
  });

  it("answers pings without waking, and forgets who has gone", async ({ expect }) => {
    const account = await makeAccount();
    const watcher = await Watcher.open(account.key);
    await watcher.ping();
    expect(await watchers()).toContain(account.id);
    watcher.close();
    await vi.waitUntil(async () => !(await watchers()).includes(account.id));
  });
});

describe("somebody who comes as the last one leaves", () => {
  it("is told of what happens, and looked at again", async ({ expect }) => {
    const account = await makeAccount();
    const viewer = { kind: "key", key: account.presented } as const;
    const request = withWatchHeaders(new Request(origin), { topic: account.id, viewer });
    const last = { close: () => undefined } as unknown as WebSocket;
    const alarmAtMs = await runInDurableObject(env.LIVE.getByName(account.id), async (object: LiveObject, state) => {
      const [answer] = await Promise.all([object.fetch(request), object.webSocketClose(last)]);
      answer.webSocket?.accept();
      return state.storage.getAlarm();
    });
    expect(await watchers()).toContain(account.id);
    expect(alarmAtMs).not.toBeNull();
  });
});

describe("who may watch", () => {
  it("is asked for by key and account", async ({ expect }) => {
    const [account, other] = [await makeAccount(), await makeAccount()];
    const { key: sender } = await addKey(account.id, { scopes: ["messages:write"] });
    const asked = async (key: string, query?: string): Promise<number> => (await askToWatch(byKey(key), query)).status;
    expect((await askToWatch({})).status).toBe(401);
    expect(await asked("nonsense")).toBe(401);
    expect(await asked(sender)).toBe(403);
    expect(await asked(account.key, `?account=${other.id}`)).toBe(404);
    expect(await asked(account.key, "?account=nonsense")).toBe(400);
    const plain = await call("GET", "/people/v1/live", { key: account.key });
    expect(plain.status).toBe(426);
  });

  it("is looked at again: a key that was revoked is closed", async ({ expect }) => {
    const account = await makeAccount();
    const second = await addKey(account.id, { scopes: ["messages:read"] });
    const watcher = await Watcher.open(second.key);
    const keys = await call("GET", "/v1/keys", { key: account.key });
    const { data } = keys.body as { data: { id: string; lastFour: string }[] };
    const own = data.find(({ lastFour }) => lastFour === second.key.slice(-4));
    await call("DELETE", `/v1/keys/${own?.id}`, { key: account.key });
    await runRecheck(account.id);
    expect(await watcher.next("bye")).toEqual({ type: "bye", reason: "signed_out" });
    expect(await watcher.closed).toBe(4401);
  });

  it("is a person in their accounts, and an operator everywhere", async ({ expect }) => {
    const [account, other] = [await makeAccount(), await makeAccount()];
    const viewer = await signInAs("viewer", account.id);
    const operator = await signInAs("operator");
    const asked = async (cookie: string, query = ""): Promise<number> =>
      (await askToWatch({ cookie, origin }, query)).status;
    expect(await asked(viewer.cookie, `?account=${account.id}`)).toBe(101);
    expect(await asked(viewer.cookie, `?account=${other.id}`)).toBe(404);
    expect(await asked(viewer.cookie)).toBe(404);
    expect(await asked(operator.cookie)).toBe(101);
    expect(await asked(operator.cookie, `?account=${other.id}`)).toBe(101);
    const elsewhere = await askToWatch(
      { cookie: viewer.cookie, origin: "https://evil.test" },
      `?account=${account.id}`,
    );
    expect(elsewhere.status).toBe(403);
  });

  it("is told of money only with the right to see it", async ({ expect }) => {
    const account = await makePaying();
    const reader = await addKey(account.id, { scopes: ["messages:read"] });
    const [owner, agent] = [await signInAs("owner", account.id), await signInAs("agent", account.id)];
    const query = `?account=${account.id}`;
    const watchers = [
      await Watcher.open(account.key),
      await Watcher.open(owner, query),
      await Watcher.open(reader.key),
      await Watcher.open(agent, query),
    ];
    const frames = await Promise.all(watchers.map((watcher) => watcher.next("numbers")));
    expect(frames.map(({ money }) => money !== null)).toEqual([true, true, false, false]);
    for (const watcher of watchers) watcher.close();
  });

  it("is looked at again: somebody who signs out, or is removed, is closed", async ({ expect }) => {
    const account = await makeAccount();
    const [first, second] = [await signInAs("viewer", account.id), await signInAs("agent", account.id)];
    const query = `?account=${account.id}`;
    const watchers = [await Watcher.open(first, query), await Watcher.open(second, query)] as const;
    await first.call("DELETE", `/people/v1/sessions/${first.sessionId}`);
    await env.DB.prepare("DELETE FROM members WHERE person_id = ?").bind(second.id).run();
    await runRecheck(account.id);
    expect(await Promise.all(watchers.map(({ closed }) => closed))).toEqual([4401, 4403]);
  });

  it("is bounded", async ({ expect }) => {
    const account = await makeAccount();
    const all = await Promise.all(Array.from({ length: 50 }, () => Watcher.open(account.key)));
    const answer = await askToWatch(byKey(account.key));
    expect(answer.status).toBe(429);
    for (const watcher of all) watcher.close();
  });
});

async function runRecheck(topic: string): Promise<void> {
  const nowMs = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => nowMs + 60_000);
  try {
    await runDurableObjectAlarm(env.LIVE.getByName(topic));
  } finally {
    clock.mockRestore();
  }
}
