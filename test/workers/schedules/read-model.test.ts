import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { applyEvents } from "../../../src/db/apply-events.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import { insertScheduled } from "../../../src/db/insert-scheduled.ts";
import { insertUnroutable } from "../../../src/db/insert-unroutable.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { ids, makeText, readModel } from "../support/scene.ts";

const nowMs = Date.now();

async function scheduled(): Promise<{ accountId: string; text: AcceptedText }> {
  const accountId = ids.next("account");
  const text = makeText();
  await insertScheduled(env.DB, [{ ...text, accountId, dueAtMs: nowMs + 1_000, changedAtMs: nowMs }], nowMs).run();
  return { accountId, text };
}

describe("the row of a scheduled text", () => {
  it("becomes that of a queued one when it leaves", async ({ expect }) => {
    const { accountId, text } = await scheduled();
    const fired = { ...text, text: "as it was when it fired" };
    const chunk = JSON.stringify({ accountId, chunkId: "c", texts: [fired] });
    for (let times = 0; times < 2; times++) await insertQueued(env.DB, chunk, "carrier-1", nowMs + 2_000).run();
    const row = await readModel(text.id, () => true);
    expect(row).toMatchObject({ status: "queued", status_rank: 2, carrier_id: "carrier-1", body: fired.text });
    expect(row.timeline).toMatchObject({ scheduled: { dueAtMs: nowMs + 1_000 }, queued: { carrierId: "carrier-1" } });
  });

  it("keeps what its carrier has told already", async ({ expect }) => {
    const { accountId, text } = await scheduled();
    const sent = {
      accountId,
      messageId: text.id,
      key: "sent.0.1",
      entry: { type: "sent", atMs: nowMs, segment: 1 },
      status: "sent",
    } as const;
    await applyEvents(env.DB, [sent], nowMs).run();
    const chunk = JSON.stringify({ accountId, chunkId: "c", texts: [text] });
    await insertQueued(env.DB, chunk, "carrier-1", nowMs + 2_000).run();
    const row = await readModel(text.id, () => true);
    expect(row).toMatchObject({ status: "sent", status_rank: 3, carrier_id: "carrier-1" });
    expect(Object.keys(row.timeline).sort()).toEqual(["queued", "scheduled", "sent.0.1"]);
  });

  it("fails where no route takes the text", async ({ expect }) => {
    const { accountId, text } = await scheduled();
    const chunk = JSON.stringify({ accountId, texts: [{ ...text, reason: "no_rule" }] });
    for (let times = 0; times < 2; times++) await insertUnroutable(env.DB, chunk, nowMs + 2_000).run();
    const row = await readModel(text.id, () => true);
    expect(row).toMatchObject({ status: "failed", errorCode: "no_route" });
    expect(Object.keys(row.timeline).sort()).toEqual(["failed", "scheduled"]);
  });
});
