import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { applyEvents } from "../../../src/db/apply-events.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import type { MessageEvent } from "../../../src/messages/message.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";
import { makeText } from "../support/scene.ts";

const accountId = "acc_projection";

function event(messageId: string, key: string, status?: MessageStatus, errorCode?: string): MessageEvent {
  return {
    accountId,
    messageId,
    key,
    entry: { type: "receipt", atMs: 1 },
    ...(status === undefined ? {} : { status }),
    ...(errorCode === undefined ? {} : { errorCode }),
  };
}

async function insert(text: ReturnType<typeof makeText>): Promise<void> {
  const chunk = JSON.stringify({ accountId, chunkId: text.id, texts: [text] });
  await insertQueued(env.DB, chunk, "carrier", 5).run();
}

async function apply(...events: MessageEvent[]): Promise<void> {
  await applyEvents(env.DB, events, 6).run();
}

async function row(id: string) {
  const found = await env.DB.prepare("SELECT * FROM messages WHERE account_id = ? AND id = ?")
    .bind(accountId, id)
    .first();
  if (found === null) throw new Error("no row");
  return { ...found, timeline: JSON.parse(String(found["timeline"])) as Record<string, unknown> };
}

describe("the read model", () => {
  it("takes the status that is furthest along, whatever the order of events", async ({ expect }) => {
    const text = makeText();
    await insert(text);
    await apply(event(text.id, "receipt.0.delivered", "delivered"), event(text.id, "sent.0.1", "sent"));
    expect(await row(text.id)).toMatchObject({
      status: "delivered",
      timeline: { "sent.0.1": {}, "receipt.0.delivered": {} },
    });
  });

  it("never moves a final status, in one batch or in two", async ({ expect }) => {
    const text = makeText();
    await insert(text);
    await apply(event(text.id, "a", "undelivered", "E1"), event(text.id, "b", "delivered"));
    await apply(event(text.id, "c", "delivered"), event(text.id, "d", "sent"));
    expect(await row(text.id)).toMatchObject({ status: "undelivered", error_code: "E1" });
  });

  it("resolves an unknown outcome by a late receipt, and clears its error", async ({ expect }) => {
    const text = makeText();
    await insert(text);
    await apply(event(text.id, "a", "unknown", "outcome_unknown"));
    expect(await row(text.id)).toMatchObject({ status: "unknown", error_code: "outcome_unknown" });
    await apply(event(text.id, "b", "delivered"));
    expect(await row(text.id)).toMatchObject({ status: "delivered", error_code: null });
  });

  it("is the same after every event was delivered twice", async ({ expect }) => {
    const text = makeText();
    await insert(text);
    const events = [event(text.id, "sent.0.1", "sent"), event(text.id, "receipt.0.delivered", "delivered")];
    await apply(...events);
    const once = await row(text.id);
    await insert(text);
    await apply(...events);
    expect(await row(text.id)).toEqual(once);
  });

  it("fills in a message whose events came first", async ({ expect }) => {
    const text = makeText({ text: "¿dónde?", clientReference: "o-1", segmentCount: 2 });
    await apply(event(text.id, "receipt.0.delivered", "delivered"));
    await insert(text);
    expect(await row(text.id)).toMatchObject({
      status: "delivered",
      recipient: text.to,
      body: "¿dónde?",
      client_reference: "o-1",
      segment_count: 2,
      timeline: { queued: { carrierId: "carrier" }, "receipt.0.delivered": {} },
    });
  });
});
