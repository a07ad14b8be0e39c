import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { runAlarms } from "../support/alarms.ts";
import { adjustableClock } from "../support/clock.ts";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

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

function rowsOf(carrier: string, ...tables: string[]): Promise<number> {
  return runInDurableObject(
    env.CARRIER.getByName(carrier),
    (_object, { storage }) => tables.flatMap((table) => storage.sql.exec(`SELECT 1 FROM ${table}`).toArray()).length,
  );
}

async function untilAllIsTold(carrier: string): Promise<void> {
  while ((await rowsOf(carrier, "outbox")) > 0) await scheduler.wait(10);
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
    const clock = adjustableClock();
    const { carrier, text } = await oneAccepted(60_000);
    await evictDurableObject(env.CARRIER.getByName(carrier));
    clock.aheadMs = 60_000;
    await runAlarms(carrier, "held_steps");
    await withStatus(text.id, "sent");
  });

  it("is told once, also where the object begins again after its receipt", async ({ expect }) => {
    const clock = adjustableClock();
    const { carrier, text, connector } = await oneAccepted(60_000);
    await connector.report({ receipts: [receipt("held")] });
    await withStatus(text.id, "delivered");
    await untilAllIsTold(carrier);
    await evictDurableObject(env.CARRIER.getByName(carrier));
    clock.aheadMs = 60_000;
    await runAlarms(carrier, "held_steps");
    expect(await rowsOf(carrier, "held_steps", "taken_steps", "outbox")).toBe(0);
  });
});
