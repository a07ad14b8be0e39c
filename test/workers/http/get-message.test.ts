import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { TimelineEntry } from "../../../src/messages/message.ts";
import { acceptedMessageSchema, messageSchema } from "../../../src/http/operations/messages/message-schemas.ts";
import { getMessage } from "../../../src/messages/get-message.ts";
import { ok } from "../../../src/errors.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids, makeText, withStatus } from "../support/scene.ts";
import { call, problemOf } from "./support/api.ts";
import { aMessage, insertMessage } from "./support/messages.ts";

describe("GET /v1/messages/{id}", () => {
  it("finds a message from its 202 on, wherever it is", async ({ expect }) => {
    const { key } = await makeAccount();
    for (let times = 0; times < 10; times++) {
      const sent = acceptedMessageSchema.parse((await call("POST", "/v1/messages", { key, body: aMessage })).body);
      let status = "";
      while (status !== "queued") {
        const answer = await call("GET", `/v1/messages/${sent.id}`, { key });
        expect(answer.status).toBe(200);
        const message = messageSchema.parse(answer.body);
        expect(message).toMatchObject({ id: sent.id, to: sent.to, text: "hola", createdAt: sent.createdAt });
        expect(message.timeline[0]).toEqual({ type: "accepted", at: sent.createdAt });
        status = message.status;
        // Requests without a pause would keep the queue's timers from running.
        await scheduler.wait(1);
      }
      await withStatus(sent.id, "queued");
    }
  });

  it("tells the timeline in order, and what became of each segment", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const id = ids.next("message");
    const atMs = Date.now();
    const step = (type: TimelineEntry["type"], afterMs: number, more: Partial<TimelineEntry> = {}): TimelineEntry => ({
      type,
      atMs: atMs + afterMs,
      ...more,
    });
    const sent = { carrierId: "default", bindId: "b1", attempt: 1 };
    await insertMessage(accountId, {
      id,
      status: "sent",
      segmentCount: 3,
      timeline: {
        "receipt.0.delivered": step("receipt", 90, { segment: 1, carrierMessageId: "A1", outcome: "delivered" }),
        "sent.1.1": step("sent", 20, { ...sent, segment: 2, carrierMessageId: "A2" }),
        "sent.0.1": step("sent", 20, { ...sent, segment: 1, carrierMessageId: "A1" }),
        "retry.2.1": step("retry", 20, { ...sent, segment: 3, outcome: "MSGQFUL", retryAtMs: atMs + 1_020 }),
        queued: step("queued", 20, { carrierId: "default" }),
      },
    });
    const message = messageSchema.parse((await call("GET", `/v1/messages/${id}`, { key })).body);
    expect(message.timeline.map(({ type, segment }) => [type, segment])).toEqual([
      ["accepted", undefined],
      ["queued", undefined],
      ["sent", 1],
      ["sent", 2],
      ["retry", 3],
      ["receipt", 1],
    ]);
    expect(message.timeline[4]).toEqual({
      type: "retry",
      at: new Date(atMs + 20).toISOString(),
      segment: 3,
      attempt: 1,
      carrier: "default",
      bind: "b1",
      outcome: "MSGQFUL",
      retryAt: new Date(atMs + 1_020).toISOString(),
    });
    expect(message.parts).toEqual([
      { segment: 1, carrierMessageId: "A1", status: "delivered" },
      { segment: 2, carrierMessageId: "A2", status: "sent" },
      { segment: 3, carrierMessageId: null, status: "queued" },
    ]);
  });

  it("asks the read model again where a message moved between the two answers", async ({ expect }) => {
    const { id: accountId, presented } = await makeAccount();
    const id = ids.next("message");
    const found = await getMessage(
      {
        DB: env.DB,
        ARCHIVE: env.ARCHIVE,
        ACCOUNT: accountsThatSay(() => insertMessage(accountId, { id }).then(() => null)),
      },
      presented,
      id,
    );
    expect(found).toMatchObject({ ok: true, value: { id, status: "queued" } });
  });

  it("puts events that came first together with the message itself", async ({ expect }) => {
    const { id: accountId, presented } = await makeAccount();
    const text = makeText();
    const timeline = { "sent.0.1": { type: "sent", atMs: Date.now(), segment: 1, carrierMessageId: "A1" } } as const;
    await insertMessage(accountId, { id: text.id, to: "", status: "sent", timeline });
    const found = await getMessage(
      {
        DB: env.DB,
        ARCHIVE: env.ARCHIVE,
        ACCOUNT: accountsThatSay(() => Promise.resolve({ state: "accepted", text })),
      },
      presented,
      text.id,
    );
    expect(found).toMatchObject({
      ok: true,
      value: { to: text.to, text: "hola", status: "sent", timeline: [{ type: "accepted" }, { type: "sent" }] },
    });
  });

  it("does not show what events left of a message it does not have", async ({ expect }) => {
    const { id: accountId, key } = await makeAccount();
    const id = await insertMessage(accountId, { to: "", status: "sent" });
    expect((await call("GET", `/v1/messages/${id}`, { key })).status).toBe(404);
  });

  it("answers 404 for another account's message, as for none", async ({ expect }) => {
    const owner = await makeAccount();
    const stranger = await makeAccount();
    const sent = acceptedMessageSchema.parse(
      (await call("POST", "/v1/messages", { key: owner.key, body: aMessage })).body,
    );
    const settled = await insertMessage(owner.id);
    for (const id of [sent.id, settled, ids.next("message"), "msg_nonsense", "x".repeat(3_000)]) {
      const answer = await call("GET", `/v1/messages/${id}`, { key: stranger.key });
      expect(answer.status).toBe(404);
      expect(problemOf(answer).code).toBe("not_found");
    }
  });
});

/** Accounts whose objects answer findWaiting like this. */
function accountsThatSay(findWaiting: () => Promise<unknown>): Env["ACCOUNT"] {
  const stub = { findWaiting: async () => ok(await findWaiting()) };
  // The verb asks for one stub and calls this one method of it.
  return { getByName: () => stub } as unknown as Env["ACCOUNT"];
}
