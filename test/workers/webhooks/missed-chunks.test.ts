import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FeedChunkBuilder } from "../../../src/events/feed-chunk.ts";
import { tellAccounts } from "../../../src/events/tell-accounts.ts";
import { call } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { anEvent } from "./receiver.ts";

describe("an endpoint's object that does not take events", () => {
  it("holds nobody up, and has them later from the feed, each chunk once", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/", maxBatch: 100 } });
    const { id: endpointId } = made.body as { id: string };
    const unreachable = {
      getByName: () => ({ enqueue: () => Promise.reject(new Error("the object is overloaded")) }),
    } as unknown as Env["WEBHOOK_ENDPOINT"];
    const builders = [1, 2].map((number) => {
      const builder = new FeedChunkBuilder(ids.next("event"));
      builder.add(accountId, anEvent(`evt_${number}`));
      return builder.build();
    });
    const chunks = builders.flat();
    await tellAccounts({ ACCOUNT: env.ACCOUNT, WEBHOOK_ENDPOINT: unreachable }, chunks);
    await tellAccounts({ ACCOUNT: env.ACCOUNT, WEBHOOK_ENDPOINT: unreachable }, chunks);
    const feed = (await call("GET", "/v1/events", { key })).body as { data: { id: string }[] };
    expect(feed.data.map(({ id }) => id)).toEqual(["evt_1", "evt_2"]);
    expect((await call("GET", `/v1/webhooks/${endpointId}`, { key })).body).toMatchObject({ waitingEvents: 0 });

    await call("PATCH", `/v1/webhooks/${endpointId}`, { key, body: { enabled: false } });
    let waiting = 0;
    while (waiting < 2) {
      await runDurableObjectAlarm(env.ACCOUNT.getByName(accountId));
      await scheduler.wait(20);
      const state = await call("GET", `/v1/webhooks/${endpointId}`, { key });
      waiting = (state.body as { waitingEvents: number }).waitingEvents;
    }
    await tellAccounts(env, chunks);
    expect((await call("GET", `/v1/webhooks/${endpointId}`, { key })).body).toMatchObject({ waitingEvents: 2 });
  });

  it("has events later, where its account had not told it of itself yet", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/" } });
    const { id: endpointId } = made.body as { id: string };
    const path = `/v1/webhooks/${endpointId}`;
    const object = env.WEBHOOK_ENDPOINT.getByName(endpointId);
    await runInDurableObject(object, (instance) => instance.remove());
    const builder = new FeedChunkBuilder(ids.next("event"));
    builder.add(accountId, anEvent("evt_1"));
    await tellAccounts(env, builder.build());
    // The push that had not come through, with deliveries off so that the event stays to be seen.
    await call("PATCH", path, { key, body: { enabled: false } });
    let waiting = 0;
    while (waiting < 1) {
      await runDurableObjectAlarm(env.ACCOUNT.getByName(accountId));
      await scheduler.wait(20);
      waiting = ((await call("GET", path, { key })).body as { waitingEvents: number }).waitingEvents;
    }
    expect(waiting).toBe(1);
  });

  it("has events that a delivery recorded and could not hand on, where the next has nothing to tell any more", async ({
    expect,
  }) => {
    const { id: accountId, key } = await makeAccount();
    const settings = { url: "https://example.com/", enabled: true };
    const { id: endpointId } = (await call("POST", "/v1/webhooks", { key, body: settings })).body as { id: string };
    const chunkId = ids.next("event");
    const first = new FeedChunkBuilder(chunkId);
    first.add(accountId, anEvent("evt_1"));
    await env.ACCOUNT.getByName(accountId).feed.record(first.build());

    const handed: string[] = [];
    const endpoints = {
      getByName: (id: string) => ({
        enqueue: (chunks: { body: string }[]) => {
          handed.push(...chunks.map(({ body }) => `${id} ${body}`));
          return Promise.resolve(1);
        },
      }),
    } as unknown as Env["WEBHOOK_ENDPOINT"];
    const again = new FeedChunkBuilder(chunkId);
    again.concern(accountId);
    const unknown = new FeedChunkBuilder(ids.next("event"));
    unknown.concern(accountId);
    await tellAccounts({ ACCOUNT: env.ACCOUNT, WEBHOOK_ENDPOINT: endpoints }, [...again.build(), ...unknown.build()]);
    expect(handed).toEqual([`${endpointId} ${first.build()[0]?.body}`]);
    const feed = (await call("GET", "/v1/events", { key })).body as { data: { id: string }[] };
    expect(feed.data.map(({ id }) => id)).toEqual(["evt_1"]);
  });
});
