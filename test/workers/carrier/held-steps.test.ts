import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { HeldSteps } from "../../../durable-objects/carrier/held-steps.ts";
import type { CarrierConfig } from "../../../src/carriers/carrier.ts";
import type { MessageEvent } from "../../../src/messages/message.ts";
import { runAlarms } from "../support/alarms.ts";
import { adjustableClock } from "../support/clock.ts";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function oneAccepted(holdSentMs: number, config: Partial<CarrierConfig> = {}) {
  const carrier = await makeCarrier({ holdSentMs, ...config });
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

  it("keeps its carrier from being drained", async ({ expect }) => {
    const { carrier, connector } = await oneAccepted(60_000, { service: "draining" });
    const stub = env.CARRIER.getByName(carrier);
    expect(await stub.describe()).toMatchObject({ segmentsInFlight: 0, drained: false });
    await connector.report({ receipts: [receipt("held")] });
    await untilAllIsTold(carrier);
    expect(await stub.describe()).toMatchObject({ drained: true });
  });
});

describe("the store of held steps", () => {
  const stepsOf = (first: number, count: number): MessageEvent[] =>
    Array.from({ length: count }, (_, index) => ({
      accountId: "acc_test",
      messageId: `msg_${first + index}`,
      key: "sent.0.1",
      entry: { type: "sent", atMs: 1 },
    }));

  async function withStore(use: (store: HeldSteps, rows: () => number) => void): Promise<void> {
    const carrier = await makeCarrier();
    await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage: { sql } }) => {
      use(new HeldSteps(sql), () => sql.exec("SELECT 1 FROM held_steps").toArray().length);
    });
  }

  it("lets its oldest rows go when they are too many, though all in them were taken", async ({ expect }) => {
    await withStore((store, rows) => {
      for (let row = 0; row < 21; row++) {
        for (const step of stepsOf(row * 1_000, 1_000)) store.add(step);
        store.store(60_000);
        for (const { messageId } of stepsOf(row * 1_000, 1_000)) store.take(messageId);
      }
      expect(store.takeBeyondLimits(0)).toEqual([]);
      expect(rows()).toBe(20);
    });
  });

  it("holds nothing for longer than it may, where the clock was put back", async ({ expect }) => {
    await withStore((store, rows) => {
      const [step] = stepsOf(1, 1);
      if (step !== undefined) store.add(step);
      store.store(3_600_000);
      expect(store.takeBeyondLimits(1)).toEqual([step]);
      expect(rows()).toBe(0);
    });
  });
});
