import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { acceptedMessageSchema, messageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { makeAccount } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

async function schedule(key: string, more: object = {}) {
  const answer = await call("POST", "/v1/messages", { key, body: { ...aMessage, sendAt: inHours(24), ...more } });
  return acceptedMessageSchema.parse(answer.body);
}

describe("a message with sendAt", () => {
  it("is scheduled, and there at once and in lists", async ({ expect }) => {
    const { key } = await makeAccount();
    const sendAt = inHours(24);
    const sent = await schedule(key, { sendAt });
    expect(sent).toMatchObject({ status: "scheduled", sendAt });
    const found = messageSchema.parse((await call("GET", `/v1/messages/${sent.id}`, { key })).body);
    expect(found).toMatchObject({ status: "scheduled", sendAt });
    expect(found.timeline.map(({ type }) => type)).toEqual(["accepted", "scheduled"]);
    await withStatus(sent.id, "scheduled");
    const list = await call("GET", "/v1/messages?status=scheduled", { key });
    expect(list.body).toMatchObject({ data: [{ id: sent.id, status: "scheduled", sendAt }] });
  });

  it("goes at once where the time has only just passed", async ({ expect }) => {
    const { key } = await makeAccount();
    const sent = await schedule(key, { sendAt: new Date(Date.now() - 30_000).toISOString() });
    expect(sent.status).toBe("accepted");
    expect(sent.sendAt).toBeUndefined();
    await withStatus(sent.id, "queued");
  });

  it("says the same to the same Idempotency-Key", async ({ expect }) => {
    const { key } = await makeAccount();
    const body = { ...aMessage, sendAt: inHours(24) };
    const headers = { "idempotency-key": "k1" };
    const first = await call("POST", "/v1/messages", { key, body, headers });
    const again = await call("POST", "/v1/messages", { key, body, headers });
    expect(again.body).toEqual(first.body);
  });

  it("is refused with the field that is wrong", async ({ expect }) => {
    const { key } = await makeAccount();
    const paths = async (more: object): Promise<unknown> => {
      const answer = await call("POST", "/v1/messages", { key, body: { ...aMessage, ...more } });
      return problemOf(answer).errors?.map(({ path, code }) => [path, code]);
    };
    expect(await paths({ sendAt: inHours(-1) })).toEqual([["sendAt", "invalid_request"]]);
    expect(await paths({ sendAt: inHours(24), validUntil: inHours(23) })).toEqual([["validUntil", "invalid_validity"]]);
    expect(await paths({ quietHours: { from: "8:00", to: "09:00" } })).toEqual([
      ["quietHours.from", "invalid_request"],
    ]);
    const russian = { to: "+79161234567", quietHours: { from: "08:00", to: "07:30" } };
    expect(await paths(russian)).toEqual([["quietHours", "no_permitted_time"]]);
  });

  it("is one of as many as the account may have", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { maxScheduledMessages: 2 } });
    const messages = [1, 2, 3].map(() => ({ ...aMessage, sendAt: inHours(24) }));
    const batch = await call("POST", "/v1/batches", { key, body: { messages } });
    expect(batch.body).toMatchObject({
      accepted: 2,
      results: [{ status: "scheduled" }, { status: "scheduled" }, { error: { code: "schedule_full" } }],
    });
    const more = await call("POST", "/v1/messages", { key, body: messages[0] });
    expect([more.status, problemOf(more).code]).toEqual([429, "schedule_full"]);
    expect((await call("POST", "/v1/messages", { key, body: aMessage })).status).toBe(202);
  });
});

describe("a batch", () => {
  it("gives its messages a time, which a message may have otherwise", async ({ expect }) => {
    const { key } = await makeAccount();
    const body = {
      defaults: {
        from: "Elibom",
        text: "hola",
        sendAt: "2026-12-24T18:00:00",
        timeZone: "America/Bogota",
        validForSeconds: 600,
      },
      messages: [{ to: "+573001234567" }, { to: "+573001234568", sendAt: inHours(2), validUntil: inHours(3) }],
    };
    const moment = Date.parse("2026-12-24T23:00:00Z");
    const answer = await call("POST", "/v1/batches", { key, body });
    const isAhead = moment > Date.now();
    expect(answer.body).toMatchObject(
      isAhead
        ? { results: [{ sendAt: "2026-12-24T23:00:00.000Z" }, { status: "scheduled" }] }
        : { results: [{ error: { path: "messages.0.sendAt" } }, { status: "scheduled" }] },
    );
  });
});

describe("canceling", () => {
  it("keeps a message from ever being sent, says so at once, and again", async ({ expect }) => {
    const { key } = await makeAccount();
    const { id } = await schedule(key);
    const first = await call("POST", `/v1/messages/${id}/cancel`, { key });
    expect([first.status, messageSchema.parse(first.body).status]).toEqual([200, "canceled"]);
    expect((await call("POST", `/v1/messages/${id}/cancel`, { key })).body).toEqual(first.body);
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject({ status: "canceled" });
    const row = await withStatus(id, "canceled");
    expect(Object.keys(row.timeline).sort()).toEqual(["canceled", "scheduled"]);
  });

  it("is refused for a message that has left, and for none", async ({ expect }) => {
    const { key } = await makeAccount();
    const sent = acceptedMessageSchema.parse((await call("POST", "/v1/messages", { key, body: aMessage })).body);
    const refused = await call("POST", `/v1/messages/${sent.id}/cancel`, { key });
    expect([refused.status, problemOf(refused).code]).toEqual([409, "not_cancelable"]);
    await withStatus(sent.id, "queued");
    expect((await call("POST", `/v1/messages/${sent.id}/cancel`, { key })).status).toBe(409);
    expect((await call("POST", "/v1/messages/msg_01JD0000000000000000000000/cancel", { key })).status).toBe(404);
    expect((await call("POST", "/v1/messages/none/cancel", { key })).status).toBe(404);
  });

  it("takes many, each with its result", async ({ expect }) => {
    const { key } = await makeAccount();
    const waiting = await schedule(key);
    const left = acceptedMessageSchema.parse((await call("POST", "/v1/messages", { key, body: aMessage })).body);
    const ids = [waiting.id, left.id, "none", waiting.id];
    const answer = await call("POST", "/v1/messages/cancel", { key, body: { ids } });
    expect(answer.body).toMatchObject({
      canceled: 1,
      results: [
        { id: waiting.id, status: "canceled" },
        { id: left.id, error: { code: "not_cancelable" } },
        { id: "none", error: { code: "not_found" } },
      ],
    });
  });

  it("makes room for others", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { maxScheduledMessages: 1 } });
    const { id } = await schedule(key);
    await call("POST", `/v1/messages/${id}/cancel`, { key });
    expect((await schedule(key)).status).toBe("scheduled");
  });
});

describe("changing", () => {
  it("plans the message anew", async ({ expect }) => {
    const { key } = await makeAccount();
    const { id } = await schedule(key);
    const sendAt = inHours(48);
    const body = { sendAt, text: "ж".repeat(71), validForSeconds: 60, clientReference: "r2" };
    const changed = await call("PATCH", `/v1/messages/${id}`, { key, body });
    const expected = { status: "scheduled", sendAt, segments: 2, encoding: "ucs2", clientReference: "r2" };
    expect(changed.body).toMatchObject(expected);
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject(expected);
    await waitForRow(id, body.text);
  });

  it("keeps what is left out, and is held to what it leads to", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { maxSegmentsPerMessage: 1 } });
    const { id, sendAt } = await schedule(key, { validUntil: inHours(25) });
    const change = async (body: object): Promise<unknown> => {
      const answer = await call("PATCH", `/v1/messages/${id}`, { key, body });
      return answer.status === 200 ? answer.body : problemOf(answer).errors?.map(({ path, code }) => [path, code]);
    };
    expect(await change({ text: "adiós" })).toMatchObject({ text: "adiós", sendAt });
    expect(await change({ sendAt: inHours(26) })).toEqual([["validUntil", "invalid_validity"]]);
    expect(await change({ text: "a".repeat(161) })).toEqual([["text", "too_many_segments"]]);
    expect(await change({ encoding: "ucs2" })).toEqual([["encoding", "invalid_request"]]);
    expect(await change({ to: "+573001234568" })).toEqual([["to", "invalid_request"]]);
    expect(await change({ sendAt: inHours(26), validForSeconds: 60 })).toMatchObject({ status: "scheduled" });
  });

  it("is refused for a message that has left, and for none", async ({ expect }) => {
    const { key } = await makeAccount();
    const sent = acceptedMessageSchema.parse((await call("POST", "/v1/messages", { key, body: aMessage })).body);
    const refused = await call("PATCH", `/v1/messages/${sent.id}`, { key, body: { text: "x" } });
    expect([refused.status, problemOf(refused).code]).toEqual([409, "not_changeable"]);
    const none = await call("PATCH", "/v1/messages/msg_01JD0000000000000000000000", { key, body: { text: "x" } });
    expect(none.status).toBe(404);
  });
});

describe("another account", () => {
  it("neither sees, changes nor cancels a scheduled message", async ({ expect }) => {
    const { key, id: accountId } = await makeAccount();
    const { id } = await schedule(key);
    await withStatus(id, "scheduled");
    const stranger = await makeAccount();
    expect((await call("GET", `/v1/messages/${id}`, { key: stranger.key })).status).toBe(404);
    expect((await call("PATCH", `/v1/messages/${id}`, { key: stranger.key, body: { text: "x" } })).status).toBe(404);
    expect((await call("POST", `/v1/messages/${id}/cancel`, { key: stranger.key })).status).toBe(404);
    const many = await call("POST", "/v1/messages/cancel", { key: stranger.key, body: { ids: [id] } });
    expect(many.body).toMatchObject({ canceled: 0, results: [{ error: { code: "not_found" } }] });
    expect((await call("GET", `/v1/messages/${id}`, { key })).body).toMatchObject({
      status: "scheduled",
      text: "hola",
    });
    expect(accountId).not.toBe(stranger.id);
  });

  it("needs its key's scope", async ({ expect }) => {
    const { key } = await makeAccount({ scopes: ["messages:read"] });
    const path = "/v1/messages/msg_01JD0000000000000000000000";
    expect((await call("PATCH", path, { key, body: { text: "x" } })).status).toBe(403);
    expect((await call("POST", `${path}/cancel`, { key })).status).toBe(403);
    expect((await call("POST", "/v1/messages/cancel", { key, body: { ids: ["none"] } })).status).toBe(403);
  });
});

async function waitForRow(id: string, text: string): Promise<void> {
  for (;;) {
    const row = await env.DB.prepare("SELECT body FROM messages WHERE id = ?").bind(id).first<{ body: string }>();
    if (row?.body === text) return;
    await scheduler.wait(10);
  }
}

describe("a message that is changed to a longer one", () => {
  it("takes of the day's segments what it has grown by", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { dailySegments: 4 } });
    const { id } = await schedule(key);
    const change = (characters: number) =>
      call("PATCH", `/v1/messages/${id}`, { key, body: { text: "a".repeat(characters) } });
    const usedToday = async (): Promise<unknown> =>
      ((await call("GET", "/v1/account", { key })).body as { use: { day: { segments: number } } }).use.day.segments;
    expect((await change(300)).status).toBe(200);
    expect(await usedToday()).toBe(2);
    const refused = await change(153 * 5);
    expect(problemOf(refused).code).toBe("cap_reached");
    expect((await change(153 * 4)).status).toBe(200);
    expect((await change(10)).status).toBe(200);
    expect(await usedToday()).toBe(4);
  });
});
