import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { anEndpoint, anEvent } from "./receiver.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("replays of ranges", () => {
  it("are ten at once, at most, in an account", async ({ expect }) => {
    const { id, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/" } });
    const { id: endpointId } = made.body as { id: string };
    await runInDurableObject(env.ACCOUNT.getByName(id), (_object, { storage }) => {
      for (let count = 0; count < 10; count++) {
        storage.sql.exec(
          "INSERT INTO replays (id, endpoint_id, from_ms, to_ms, after_seq) VALUES (?, ?, 0, 1, 0)",
          `rpl_${count}`,
          endpointId,
        );
      }
    });
    const body = { from: "2026-01-01T00:00:00Z" };
    const answer = await call("POST", `/v1/webhooks/${endpointId}/replay`, { key, body });
    expect(problemOf(answer).code).toBe("limit_reached");
  });
});

describe("a replay of what failed", () => {
  it("brings a batch that is put off at once, also where the object has just begun again", async ({ expect }) => {
    const received: (string | null)[] = [];
    let answer = () => new Response("later", { status: 503, headers: { "retry-after": "3600" } });
    vi.spyOn(globalThis, "fetch").mockImplementation((_url, init) => {
      received.push(new Headers(init?.headers).get("webhook-id"));
      return Promise.resolve(answer());
    });
    const { endpoint } = await anEndpoint({ maxBatch: 2 });
    const object = env.WEBHOOK_ENDPOINT.getByName(crypto.randomUUID());
    await object.configure(endpoint);
    await object.enqueue([{ chunkId: "c1", events: 2, body: JSON.stringify([anEvent("evt_a"), anEvent("evt_b")]) }]);
    while ((await object.deliveries(null, 1)).items.length === 0) await scheduler.wait(5);

    await evictDurableObject(object);
    answer = () => new Response("ok");
    expect((await object.deliveries(null, 1)).items).toMatchObject([{ outcome: "failed" }]);
    expect(await object.replayFailed(0, "rpl_1")).toBe(0);
    while ((await object.waiting()) > 0) await scheduler.wait(5);
    expect(received).toEqual([received[0], received[0]]);
  });
});
