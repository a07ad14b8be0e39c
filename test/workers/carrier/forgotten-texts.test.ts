import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { pingText } from "../../../src/link/frames.ts";
import { runAlarms } from "../support/alarms.ts";
import { adjustableClock } from "../support/clock.ts";
import { FakeConnector, accepted, rejected } from "../support/fake-connector.ts";
import { enqueueWithPlan, twoCarriers } from "../support/failover-scene.ts";
import { enqueue, makeCarrier, makeText } from "../support/scene.ts";

const submitFailed = 0x45;
const queueFull = 0x14;

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a connector that went silent", () => {
  it("leaves what it had to another one", async ({ expect }) => {
    const clock = adjustableClock();
    const carrier = await makeCarrier();
    const text = makeText();
    await enqueue(carrier, [text]);
    const silent = await FakeConnector.bound(carrier, { connectorId: "silent" });
    expect(await silent.submitted()).toHaveLength(1);
    silent.sendRaw(pingText);
    await silent.settled();
    const other = await FakeConnector.bound(carrier, { connectorId: "other" });
    await other.settled();
    clock.aheadMs = 10_000;
    await runAlarms(carrier, "lease-watch");
    await runAlarms(carrier, "connector-lost");
    expect((await other.next("configure")).binds).toHaveLength(1);
    other.reportBound();
    expect(await other.submitted()).toMatchObject([{ messageId: text.id, attempt: 2 }]);
  });

  it("and is alone leaves the carrier unbound", async ({ expect }) => {
    const clock = adjustableClock();
    const { one, two } = await twoCarriers();
    const [silent, there] = [await FakeConnector.bound(one), await FakeConnector.bound(two)];
    silent.sendRaw(pingText);
    await silent.settled();
    clock.aheadMs = 90_000;
    await runAlarms(one, "sweep");
    const text = makeText();
    await enqueueWithPlan(one, [text], [two]);
    expect(await there.submitted()).toMatchObject([{ messageId: text.id }]);
  });
});

it("a chunk that is delivered day after day is taken once", async ({ expect }) => {
  const carrier = await makeCarrier();
  const text = makeText();
  const connector = await FakeConnector.bound(carrier);
  await enqueue(carrier, [text]);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  await connector.report({ results: [accepted(submitted, "id")] });
  await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) => {
    storage.sql.exec("UPDATE chunks SET enqueued_at_ms = 1");
  });
  await enqueue(carrier, [text]);
  await runAlarms(carrier, "forget");
  await enqueue(carrier, [text]);
  expect(await connector.settled()).toEqual([]);
});

it("that a segment was refused outlives the object, and its text goes on as a whole", async ({ expect }) => {
  const { one, two } = await twoCarriers();
  const [here, there] = [await FakeConnector.bound(one), await FakeConnector.bound(two)];
  const text = makeText({ segmentCount: 2, reference: 9 });
  await enqueueWithPlan(one, [text], [two]);
  const [submitted] = await here.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  await here.report({ results: [rejected(submitted, submitFailed)] });
  await evictDurableObject(env.CARRIER.getByName(one));
  await here.report({ results: [{ ...rejected(submitted, submitFailed), segment: 1 }] });
  const [again] = await there.submitted();
  expect(again).toMatchObject({ messageId: text.id, segmentCount: 2 });
  expect(again?.segments).toBeUndefined();
});

it("of a text that waits for longer than receipts are kept it stays known which segments have gone", async ({
  expect,
}) => {
  const clock = adjustableClock();
  const carrier = await makeCarrier();
  const text = makeText({ text: "x".repeat(200), segmentCount: 2 });
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  await connector.report({
    results: [accepted(submitted, "first", 0), { ...rejected(submitted, queueFull), segment: 1 }],
  });
  clock.aheadMs = 6 * 24 * 3_600_000;
  await runAlarms(carrier, "forget");
  await runAlarms(carrier, "retry");
  const [again] = await connector.submitted();
  expect(again).toMatchObject({ messageId: text.id, attempt: 2, segments: [1] });
});
