import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

async function oneAccepted(holdSentMs: number) {
  const carrier = await makeCarrier({ holdSentMs });
  const text = makeText();
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  await connector.report({ results: [accepted(submitted, "held")] });
  return { carrier, text, connector };
}

const asItIs = (messageId: string) => readModel(messageId, () => true);

/** Until all that was held is told, and was taken. */
async function untilNothingIsHeld(carrier: string): Promise<void> {
  for (;;) {
    const left = await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) =>
      storage.sql.exec("SELECT seq FROM held_steps UNION ALL SELECT id FROM outbox").toArray(),
    );
    if (left.length === 0) return;
    await scheduler.wait(10);
  }
}

describe("a step `sent` that is held", () => {
  it("is told with the receipt, in one writing of the message", async ({ expect }) => {
    const { text, connector } = await oneAccepted(60_000);
    expect((await asItIs(text.id)).status).toBe("queued");
    await connector.report({ receipts: [receipt("held")] });
    const { timeline } = await withStatus(text.id, "delivered");
    expect(Object.keys(timeline)).toEqual(["queued", "sent.0.1", "receipt.0.delivered"]);
  });

  it("is told by itself where no receipt comes in time", async () => {
    const { text } = await oneAccepted(50);
    await withStatus(text.id, "sent");
  });

  it("is told after the object begins again", async () => {
    const { carrier, text } = await oneAccepted(500);
    await evictDurableObject(env.CARRIER.getByName(carrier));
    await withStatus(text.id, "sent");
  });

  it("changes nothing where it is told again after its receipt", async ({ expect }) => {
    const { carrier, text, connector } = await oneAccepted(500);
    await connector.report({ receipts: [receipt("held")] });
    const told = await withStatus(text.id, "delivered");
    await evictDurableObject(env.CARRIER.getByName(carrier));
    await untilNothingIsHeld(carrier);
    const { status, timeline } = await asItIs(text.id);
    expect({ status, timeline }).toEqual({ status: told.status, timeline: told.timeline });
  });
});
