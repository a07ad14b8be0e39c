import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import {
  deliverySchema,
  webhookStateSchema,
  webhookWithSecretSchema,
} from "../../../src/http/operations/webhooks/webhook-schemas.ts";
import { chunkOf, consumeEvents, queuedText, stepOf } from "../events/consumer.ts";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";

/** What was posted to each address, and how it is answered. */
const posted: { url: string; headers: Headers; body: string }[] = [];
let answer: (url: string) => Response = () => new Response("ok");

beforeEach(() => {
  posted.length = 0;
  answer = () => new Response("ok");
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    posted.push({ url: request.url, headers: request.headers, body: await request.text() });
    return answer(request.url);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function until(ready: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await ready())) await scheduler.wait(5);
}

async function make(key: string, body: object = {}) {
  const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/hook", ...body } });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return webhookWithSecretSchema.parse(made.body);
}

async function stateOf(key: string, id: string) {
  return webhookStateSchema.parse((await call("GET", `/v1/webhooks/${id}`, { key })).body);
}

async function deliveriesOf(key: string, id: string) {
  const { body } = await call("GET", `/v1/webhooks/${id}/deliveries`, { key });
  return (body as { data: unknown[] }).data.map((one) => deliverySchema.parse(one));
}

/** Something happens to a text of the account. */
async function happen(accountId: string, ...statuses: ("sent" | "delivered" | "failed")[]): Promise<string> {
  const text = await queuedText(accountId);
  await consumeEvents([chunkOf(...statuses.map((status) => stepOf(accountId, text.id, status)))]);
  return text.id;
}

describe("webhook endpoints", () => {
  it("are made, read, changed and deleted; the secret is shown once", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", {
      key,
      body: { url: "https://Example.com/hook", headers: { "X-Team": "a" } },
    });
    const webhook = webhookWithSecretSchema.parse(made.body);
    expect(made.headers.get("location")).toBe(`/v1/webhooks/${webhook.id}`);
    expect(webhook).toMatchObject({
      url: "https://example.com/hook",
      events: ["*"],
      headers: { "x-team": "a" },
      version: 1,
    });
    expect(webhook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret: _secret, ...withoutSecret } = webhook;
    expect(await stateOf(key, webhook.id)).toEqual({ ...withoutSecret, waitingEvents: 0 });
    expect((await call("GET", "/v1/webhooks", { key })).body).toEqual({ data: [withoutSecret] });

    const path = `/v1/webhooks/${webhook.id}`;
    const etag = made.headers.get("etag") ?? "";
    const changed = await call("PATCH", path, {
      key,
      body: { events: ["message.*"], signatures: ["v1", "v1a"] },
      headers: { "if-match": etag },
    });
    expect(changed.body).toMatchObject({ version: 2, events: ["message.*"], url: webhook.url });
    expect(changed.body).not.toHaveProperty("secret");
    expect((changed.body as { keys: unknown[] }).keys).toMatchObject(
      [{ kind: "v1" }, { kind: "v1a", publicKey: /^whpk_/ }].map(({ kind }) => ({ kind })),
    );
    const late = await call("PATCH", path, { key, body: { enabled: false }, headers: { "if-match": etag } });
    expect(problemOf(late).code).toBe("version_conflict");
    expect((await call("DELETE", path, { key, headers: { "if-match": etag } })).status).toBe(412);
    expect((await call("DELETE", path, { key })).status).toBe(204);
    expect((await call("GET", path, { key })).status).toBe(404);
    const audit = await env.DB.prepare(
      "SELECT action, before_json, after_json FROM audit_log WHERE subject = ? ORDER BY id",
    )
      .bind(webhook.id)
      .all<{ action: string }>();
    expect(audit.results.map(({ action }) => action)).toEqual([
      "webhook.created",
      "webhook.updated",
      "webhook.deleted",
    ]);
    expect(JSON.stringify(audit.results)).not.toContain(webhook.secret);
    expect(accountId).not.toBe("");
  });

  it.for([
    [{ url: "http://example.com/" }, "url", "invalid_url"],
    [{ url: "https://169.254.169.254/" }, "url", "invalid_url"],
    [{ url: "https://example.com/", events: ["message.nonsense"] }, "events.0", "invalid_request"],
    [{ url: "https://example.com/", events: [] }, "events", "invalid_request"],
    [{ url: "https://example.com/", headers: { host: "x" } }, "headers.host", "invalid_request"],
    [{ url: "https://example.com/", concurrency: 51 }, "concurrency", "invalid_request"],
    [{ url: "https://example.com/", maxBatch: 101 }, "maxBatch", "invalid_request"],
    [{ url: "https://example.com/", maxBatchWaitMs: 5_001 }, "maxBatchWaitMs", "invalid_request"],
    [{ url: "https://example.com/", signatures: ["v1", "v1"] }, "signatures", "invalid_request"],
    [{ url: "https://example.com/", sekret: "x" }, "sekret", "invalid_request"],
  ] as const)("are refused where a field is wrong: %j", async ([body, path, code], { expect }) => {
    const { key } = await makeAccount();
    const refused = await call("POST", "/v1/webhooks", { key, body });
    expect(refused.status).toBe(400);
    expect(problemOf(refused).errors).toMatchObject([{ path, code }]);
  });

  it("are fifty at most", async ({ expect }) => {
    const { key } = await makeAccount();
    await Promise.all(Array.from({ length: 50 }, () => make(key)));
    const refused = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/" } });
    expect([refused.status, problemOf(refused).code]).toEqual([409, "limit_reached"]);
  });

  it("are their account's alone, whatever is asked of them", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const webhook = await make(key);
    await happen(accountId, "sent");
    await until(() => posted.length === 1);
    const other = await makeAccount();
    const limited = await makeAccount({ scopes: ["events:read"] });
    const path = `/v1/webhooks/${webhook.id}`;
    const asked: [string, string, object?][] = [
      ["GET", path],
      ["PATCH", path, { enabled: false }],
      ["DELETE", path],
      ["POST", `${path}/rotate-secret`, {}],
      ["POST", `${path}/test`],
      ["POST", `${path}/replay`, { from: "2026-01-01T00:00:00Z" }],
      ["POST", `${path}/replay`, { failedSince: "2026-01-01T00:00:00Z" }],
      ["POST", `${path}/replay`, { eventId: posted[0]?.headers.get("webhook-id") }],
      ["GET", `${path}/deliveries`],
    ];
    for (const [method, at, body] of asked) {
      const options = body === undefined ? {} : { body };
      const refused = await call(method, at, { key: other.key, ...options });
      expect([method, at, problemOf(refused).code]).toEqual([method, at, "not_found"]);
      const unscoped = await call(method, at, { key: limited.key, ...options });
      expect(problemOf(unscoped).code).toBe("missing_scope");
    }
    expect((await call("GET", "/v1/webhooks", { key: other.key })).body).toEqual({ data: [] });
    expect(
      problemOf(await call("POST", "/v1/webhooks", { key: limited.key, body: { url: "https://example.com/" } })).code,
    ).toBe("missing_scope");
    expect(await stateOf(key, webhook.id)).toMatchObject({ enabled: true, version: 1 });
    expect(posted).toHaveLength(1);
  });
});

describe("what happens reaches the endpoints", () => {
  it("that want it, signed with their own secrets, as the feed has it", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const all = await make(key, { url: "https://example.com/all" });
    const delivered = await make(key, { url: "https://example.com/delivered", events: ["message.delivered"] });
    await make(key, { url: "https://example.com/money", events: ["balance.*"] });
    await make(key, { url: "https://example.com/off", enabled: false });
    await happen(accountId, "sent", "delivered");
    await until(() => posted.length === 3);
    const feed = (await call("GET", "/v1/events", { key })).body as { data: unknown[] };
    const received = (url: string, secret = "") =>
      posted
        .filter((request) => request.url === url)
        .map(({ headers, body }) => new Webhook(secret).verify(body, Object.fromEntries(headers)));
    expect(received("https://example.com/all", all.secret)).toEqual(feed.data);
    expect(received("https://example.com/delivered", delivered.secret)).toEqual(feed.data.slice(1));
    await until(async () => (await stateOf(key, all.id)).waitingEvents === 0);
    expect(await deliveriesOf(key, all.id)).toMatchObject([
      { outcome: "delivered", status: 200, response: "ok", attempt: 1, nextAttemptAt: null },
      { outcome: "delivered" },
    ]);
  });

  it("in batches where it asks for them, its tests too", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const webhook = await make(key, { maxBatch: 2, maxBatchWaitMs: 10 });
    await happen(accountId, "sent", "delivered");
    await until(() => posted.length === 1);
    await call("POST", `/v1/webhooks/${webhook.id}/test`, { key });
    const feed = (await call("GET", "/v1/events", { key })).body as { data: unknown[] };
    const bodies = posted.map(({ headers, body }) =>
      new Webhook(webhook.secret ?? "").verify(body, Object.fromEntries(headers)),
    );
    expect(bodies).toMatchObject([
      { type: "batch", data: feed.data },
      { type: "batch", data: [{ type: "webhook.test" }] },
    ]);
    await until(async () => (await stateOf(key, webhook.id)).waitingEvents === 0);
  });

  it("and after a rotation with both secrets, until the overlap ends", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const webhook = await make(key);
    const rotate = (overlapSeconds: number) =>
      call("POST", `/v1/webhooks/${webhook.id}/rotate-secret`, { key, body: { overlapSeconds } });
    const second = webhookWithSecretSchema.parse((await rotate(3_600)).body).secret ?? "";
    await happen(accountId, "sent");
    await until(() => posted.length === 1);
    for (const secret of [webhook.secret ?? "", second]) {
      new Webhook(secret).verify(posted[0]?.body ?? "", Object.fromEntries(posted[0]?.headers ?? []));
    }
    const third = webhookWithSecretSchema.parse((await rotate(0)).body).secret ?? "";
    await happen(accountId, "sent");
    await until(() => posted.length === 2);
    const last = posted[1];
    const headers = Object.fromEntries(last?.headers ?? []);
    expect(() => new Webhook(second).verify(last?.body ?? "", headers)).toThrow();
    new Webhook(third).verify(last?.body ?? "", headers);
  });

  it("no more after a 410: the endpoint is disabled, and the others hear of it", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const gone = await make(key, { url: "https://example.com/gone" });
    await make(key, { url: "https://example.com/watch", events: ["endpoint.disabled"] });
    answer = (url) => new Response(null, { status: url.endsWith("/gone") ? 410 : 200 });
    await happen(accountId, "sent");
    await until(async () => !(await stateOf(key, gone.id)).enabled);
    expect(await stateOf(key, gone.id)).toMatchObject({ disabledReason: "gone", version: 2 });
    await until(() => posted.some(({ url }) => url.endsWith("/watch")));
    const told = posted.find(({ url }) => url.endsWith("/watch"));
    expect(JSON.parse(told?.body ?? "")).toMatchObject({
      type: "endpoint.disabled",
      data: { id: gone.id, reason: "gone" },
    });
    const refused = await call("POST", `/v1/webhooks/${gone.id}/replay`, {
      key,
      body: { from: "2026-01-01T00:00:00Z" },
    });
    expect([refused.status, problemOf(refused).code]).toEqual([409, "endpoint_disabled"]);

    await happen(accountId, "sent");
    answer = () => new Response("ok");
    const enabled = await call("PATCH", `/v1/webhooks/${gone.id}`, { key, body: { enabled: true } });
    expect(enabled.body).toMatchObject({ enabled: true, disabledReason: null });
    const before = posted.filter(({ url }) => url.endsWith("/gone")).length;
    await happen(accountId, "delivered");
    await until(() => posted.filter(({ url }) => url.endsWith("/gone")).length > before);
    expect(before).toBe(1);
  });

  it("in a test at once, with what came back", async ({ expect }) => {
    const { key } = await makeAccount();
    const webhook = await make(key, { enabled: false });
    answer = () => new Response("not now", { status: 500 });
    const tested = await call("POST", `/v1/webhooks/${webhook.id}/test`, { key });
    expect(tested.body).toMatchObject({ status: 500, response: "not now", outcome: "given_up", nextAttemptAt: null });
    expect(JSON.parse(posted[0]?.body ?? "")).toMatchObject({ type: "webhook.test" });
    expect(await deliveriesOf(key, webhook.id)).toHaveLength(1);
  });

  it("once more in a replay: one event, or all of a time", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const early = await happen(accountId, "sent");
    const webhook = await make(key, { events: ["message.*"] });
    const late = await happen(accountId, "sent", "delivered");
    await until(() => posted.length === 2);
    const idOf = ({ body }: { body: string }) => (JSON.parse(body) as { data: { id: string } }).data.id;
    expect(posted.map(idOf)).toEqual([late, late]);
    const replay = (body: object) => call("POST", `/v1/webhooks/${webhook.id}/replay`, { key, body });

    const eventId = posted[1]?.headers.get("webhook-id");
    expect((await replay({ eventId })).status).toBe(202);
    await until(() => posted.length === 3);
    expect(posted[2]?.headers.get("webhook-id")).toBe(eventId);
    expect(posted[2]?.body).toBe(posted[1]?.body);
    expect((await replay({ eventId: `evt_${late.slice(4)}_never` })).status).toBe(404);

    expect((await replay({ from: new Date(Date.now() - 3_600_000).toISOString() })).status).toBe(202);
    await until(() => posted.length === 6);
    expect(posted.slice(3).map(idOf)).toEqual([early, late, late]);
    expect((await replay({ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" })).status).toBe(202);
    for (const body of [{}, { to: "2026-01-02T00:00:00Z" }, { eventId, failedSince: "2026-01-02T00:00:00Z" }]) {
      expect((await replay(body)).status).toBe(400);
    }
  });

  it("at once where it was put off and a replay asks for what failed", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const webhook = await make(key);
    answer = () => new Response(null, { status: 500 });
    await happen(accountId, "sent");
    await until(async () => (await deliveriesOf(key, webhook.id)).length === 1);
    expect(await deliveriesOf(key, webhook.id)).toMatchObject([
      { outcome: "failed", nextAttemptAt: expect.any(String) as string },
    ]);
    answer = () => new Response("ok");
    await call("POST", `/v1/webhooks/${webhook.id}/replay`, { key, body: { failedSince: "2026-01-01T00:00:00Z" } });
    await until(async () => (await stateOf(key, webhook.id)).waitingEvents === 0);
    expect(posted).toHaveLength(2);
  });
});
