import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { AcceptReply } from "../../../src/accounts/account.ts";
import { acceptTexts, makeAccount, makeDraft } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

function idsOf(reply: AcceptReply): string[] {
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.items.map((item) => ("id" in item ? item.id : item.error));
}

describe("accepting", () => {
  it("gives ids that sort in the order of the texts", async ({ expect }) => {
    const account = await makeAccount();
    const reply = await acceptTexts(account, { texts: Array.from({ length: 250 }, () => makeDraft()) });
    const accepted = idsOf(reply);
    expect(new Set(accepted).size).toBe(250);
    expect(accepted.toSorted()).toEqual(accepted);
  });

  it("puts every text into the read model, each once", async ({ expect }) => {
    const account = await makeAccount();
    const accepted = idsOf(await acceptTexts(account, { texts: Array.from({ length: 250 }, () => makeDraft()) }));
    await Promise.all(accepted.map((id) => withStatus(id, "queued")));
    const { results } = await env.DB.prepare("SELECT id FROM messages WHERE account_id = ? ORDER BY id")
      .bind(account.id)
      .all();
    expect(results.map(({ id }) => id)).toEqual(accepted);
  });

  it("refuses a sender that is not registered, and only that text", async ({ expect }) => {
    const account = await makeAccount({ senders: ["Elibom"] });
    const reply = await acceptTexts(account, { texts: [makeDraft(), makeDraft({ from: "Other" })] });
    const [first = "", second] = idsOf(reply);
    expect(first).toMatch(/^msg_/);
    expect(second).toBe("sender_not_allowed");
  });

  it("refuses a text of more segments than the account may send", async ({ expect }) => {
    const account = await makeAccount({ limits: { maxSegmentsPerMessage: 2 } });
    expect(await acceptTexts(account, { texts: [makeDraft({ segmentCount: 3 })] })).toMatchObject({
      items: [{ error: "too_many_segments" }],
    });
  });

  it("knows a key only by its digest, and what the key may do", async ({ expect }) => {
    const account = await makeAccount({ scopes: ["messages:read"] });
    expect(await acceptTexts(account)).toMatchObject({ ok: false, error: { code: "missing_scope" } });
    expect(await acceptTexts({ ...account, presented: { ...account.presented, hash: "0".repeat(64) } })).toMatchObject({
      error: { code: "unauthenticated" },
    });
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, state) => {
      const stored = JSON.stringify(state.storage.sql.exec("SELECT * FROM api_keys").toArray());
      expect(stored).not.toContain(account.key);
    });
  });

  it("stops taking texts when too many wait", async ({ expect }) => {
    const account = await makeAccount({ limits: { maxWaitingMessages: 2 } });
    const texts = [makeDraft(), makeDraft(), makeDraft()];
    expect(await acceptTexts(account, { texts })).toMatchObject({
      error: { code: "backlog_full", retryAfterSeconds: 5 },
    });
  });

  it("counts references up for the same sender and recipient, within 16 bits", async ({ expect }) => {
    const account = await makeAccount();
    const texts = [1, 2, 3].map(() => makeDraft({ segmentCount: 2 })).concat(makeDraft());
    const references = await runInDurableObject(env.ACCOUNT.getByName(account.id), (object, state) => {
      object.accept([{ key: account.presented, texts }]);
      const { body } = state.storage.sql.exec<{ body: string }>("SELECT body FROM outbox").one();
      return (JSON.parse(body) as { reference: number }[]).map(({ reference }) => reference);
    });
    if (references[0] === undefined) throw new Error("nothing was accepted");
    const first = references[0];
    expect(references).toEqual([first, (first + 1) & 0xffff, (first + 2) & 0xffff, 0]);
  });
});

describe("requests that come together", () => {
  it("are judged for themselves, each after those before it", async ({ expect }) => {
    const account = await makeAccount({ limits: { maxWaitingMessages: 2 } });
    const claim = { key: "order-1", operation: "messages", fingerprint: "f1" };
    const request = { key: account.presented, texts: [makeDraft()] };
    const replies = await env.ACCOUNT.getByName(account.id).accept([
      { ...request, idempotency: claim },
      { ...request, idempotency: claim },
      { ...request, key: { ...account.presented, hash: "another" } },
      request,
      request,
    ]);
    expect(replies).toMatchObject([
      { ok: true, replayed: false },
      { ok: true, replayed: true },
      { ok: false, error: { code: "unauthenticated" } },
      { ok: true },
      { ok: false, error: { code: "backlog_full" } },
    ]);
  });

  it("share the row in which their texts leave", async ({ expect }) => {
    const account = await makeAccount();
    const rows = await runInDurableObject(env.ACCOUNT.getByName(account.id), (object, state) => {
      object.accept(Array.from({ length: 30 }, () => ({ key: account.presented, texts: [makeDraft()] })));
      return state.storage.sql.exec("SELECT items FROM outbox").toArray();
    });
    expect(rows).toEqual([{ items: 30 }]);
  });
});

describe("an Idempotency-Key", () => {
  const claim = { key: "order-1", operation: "POST /v1/messages", fingerprint: "f1" };

  it("gives the same message again", async ({ expect }) => {
    const account = await makeAccount();
    const first = await acceptTexts(account, { idempotency: claim });
    const again = await acceptTexts(account, { idempotency: claim });
    expect(again).toMatchObject({ ok: true, replayed: true });
    expect(idsOf(again)).toEqual(idsOf(first));
  });

  it("makes one message of many requests at the same time", async ({ expect }) => {
    const account = await makeAccount();
    const replies = await Promise.all(Array.from({ length: 20 }, () => acceptTexts(account, { idempotency: claim })));
    expect(new Set(replies.flatMap(idsOf)).size).toBe(1);
  });

  it("holds after the object was started anew", async ({ expect }) => {
    const account = await makeAccount();
    const first = await acceptTexts(account, { idempotency: claim });
    await evictDurableObject(env.ACCOUNT.getByName(account.id));
    expect(idsOf(await acceptTexts(account, { idempotency: claim }))).toEqual(idsOf(first));
  });

  it("is refused for another request", async ({ expect }) => {
    const account = await makeAccount();
    await acceptTexts(account, { idempotency: claim });
    expect(await acceptTexts(account, { idempotency: { ...claim, fingerprint: "f2" } })).toMatchObject({
      error: { code: "idempotency_key_reused" },
    });
  });
});

describe("the rate limit", () => {
  it("takes a request whole or not at all, in segments", async ({ expect }) => {
    const account = await makeAccount({ limits: { segmentsPerSecond: 0.001, burstSegments: 3 } });
    expect(await acceptTexts(account, { texts: [makeDraft({ segmentCount: 2 })] })).toMatchObject({
      rate: { limit: 3, remaining: 1 },
    });
    const refused = await acceptTexts(account, { texts: [makeDraft({ segmentCount: 2 })] });
    expect(refused).toMatchObject({ ok: false, error: { code: "rate_limited" }, rate: { remaining: 1 } });
    expect(refused.ok ? 0 : refused.error.retryAfterSeconds).toBeGreaterThan(0);
    expect(await acceptTexts(account)).toMatchObject({ ok: true });
  });
});
