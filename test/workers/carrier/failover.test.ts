import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FakeConnector, accepted, rejected } from "../support/fake-connector.ts";
import { carrierOf, deliverMoves, enqueueWithPlan, stateOf, twoCarriers } from "../support/failover-scene.ts";
import { makeCarrier, makeText, readModel, withStatus } from "../support/scene.ts";

const temporaryError = 0x08;
const throttledStatus = 0x58;

describe("a carrier nobody is bound to", () => {
  it("gives what comes to the next one, as it was", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const connector = await FakeConnector.bound(two);
    const text = makeText({ segmentCount: 2, reference: 77, validUntilMs: Date.now() + 60_000, lane: "otp" });
    await enqueueWithPlan(one, [text], [two]);
    const [submitted] = await connector.submitted();
    expect(submitted).toMatchObject({ messageId: text.id, reference: 77, attempt: 1, validUntilMs: text.validUntilMs });
    const row = await readModel(text.id, ({ timeline }) => "moved.1" in timeline);
    expect(row.timeline["moved.1"]).toMatchObject({ carrierId: one, toCarrierId: two, reason: "unbound" });
    expect(await carrierOf(text.id)).toBe(two);
    expect(await stateOf(one)).toMatchObject({ state: "unbound", waitingTexts: 0 });
  });

  it("gives away what waits when that has lasted long enough, and what has no other carrier stays", async ({
    expect,
  }) => {
    const { one, two } = await twoCarriers({ failover: { unboundAfterSeconds: 0.3, throttledAfterSeconds: 0 } });
    const alone = makeText();
    const texts = [makeText(), makeText()];
    await enqueueWithPlan(one, [alone], [two], ["rejected"]);
    await enqueueWithPlan(one, texts, [two]);
    expect(await stateOf(one)).toMatchObject({ waitingTexts: 3 });
    const connector = await FakeConnector.bound(two);
    expect((await connector.submitted()).map(({ messageId }) => messageId)).toEqual(texts.map(({ id }) => id));
    expect(await stateOf(one)).toMatchObject({ waitingTexts: 1 });
  });

  it("leaves a text with the last carrier, and does not send it back and forth", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const text = makeText();
    await enqueueWithPlan(one, [text], [two]);
    await readModel(text.id, ({ timeline }) => "moved.1" in timeline);
    await runDurableObjectAlarm(env.CARRIER.getByName(two));
    expect(await stateOf(two)).toEqual({ state: "unbound", waitingTexts: 1, movingTexts: 0 });
    expect(await stateOf(one)).toMatchObject({ waitingTexts: 0 });
    expect(await FakeConnector.bound(two).then((connector) => connector.submitted())).toHaveLength(1);
  });

  it("loses nothing and doubles nothing when it dies with texts on their way", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const texts = Array.from({ length: 30 }, () => makeText());
    await enqueueWithPlan(one, texts, [two]);
    await evictDurableObject(env.CARRIER.getByName(one));
    await evictDurableObject(env.CARRIER.getByName(two));
    // What the dispatcher's queue delivers again is known here, though all of it has left.
    await enqueueWithPlan(one, texts, [two]);
    await runDurableObjectAlarm(env.CARRIER.getByName(one));
    await Promise.all(texts.map(({ id }) => readModel(id, ({ timeline }) => "moved.1" in timeline)));
    const connector = await FakeConnector.bound(two);
    const submitted = await connector.submitted();
    expect(submitted.map(({ messageId }) => messageId).sort()).toEqual(texts.map(({ id }) => id).sort());
    await connector.report({ results: submitted.map((text, index) => accepted(text, `id-${index}`)) });
    expect(await connector.settled()).toEqual([]);
  });
});

describe("a chunk of which only some may leave", () => {
  it.for([["as it is"], ["after a restart"]] as const)("keeps the others, %s", async ([when], { expect }) => {
    const { one, two } = await twoCarriers();
    const texts = Array.from({ length: 5 }, () => makeText());
    const ids = texts.map(({ id }) => id);
    await enqueueWithPlan(one, texts, [two], undefined, [0, -1, 0, -1, 0]);
    const there = await FakeConnector.bound(two);
    expect((await there.submitted()).map(({ messageId }) => messageId)).toEqual([ids[0], ids[2], ids[4]]);
    if (when === "after a restart") await evictDurableObject(env.CARRIER.getByName(one));
    const here = await FakeConnector.bound(one);
    expect((await here.submitted()).map(({ messageId }) => messageId)).toEqual([ids[1], ids[3]]);
    expect([await here.settled(), await there.settled()]).toEqual([[], []]);
  });
});

it("more chunks than one pass looks into all leave, oldest first", async ({ expect }) => {
  const { one, two } = await twoCarriers({ failover: { unboundAfterSeconds: 0.5, throttledAfterSeconds: 0 } });
  const texts = Array.from({ length: 50 }, () => makeText());
  await Promise.all(texts.map((text) => enqueueWithPlan(one, [text], [two])));
  await Promise.all(texts.map(({ id }) => readModel(id, ({ timeline }) => "moved.1" in timeline)));
  expect(await stateOf(one)).toMatchObject({ waitingTexts: 0 });
  expect(await stateOf(two)).toMatchObject({ waitingTexts: 50 });
});

describe("texts on their way", () => {
  it("arrive once, however often they are delivered", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const text = makeText();
    await enqueueWithPlan(two, [makeText()], []);
    const moved = {
      accountId: "acc_test",
      lane: text.lane,
      toCarrierId: two,
      plan: { to: [], on: ["rejected"], hops: 1 },
      text,
      reason: "rejected",
      atMs: Date.now(),
    } as const;
    const chunk = { carrierId: one, chunkId: `evt_${text.id}`, moves: [moved] };
    for (let delivery = 0; delivery < 3; delivery++) expect(await deliverMoves(chunk)).toBe(true);
    expect(await stateOf(two)).toMatchObject({ waitingTexts: 2 });
  });
});

describe("a carrier that throttles", () => {
  it("gives away what has waited, and keeps what a connector has", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const there = await FakeConnector.bound(two);
    const here = await FakeConnector.bound(one);
    const texts = [makeText(), makeText()];
    await enqueueWithPlan(one, texts, [two]);
    const [first] = await here.submitted();
    if (first === undefined) throw new Error("nothing was submitted");
    await here.report({ results: [rejected(first, throttledStatus)] });
    expect((await there.submitted()).map(({ messageId }) => messageId)).toEqual([first.messageId]);
    expect(await stateOf(one)).toMatchObject({ state: "throttled", waitingTexts: 0 });
    const row = await readModel(first.messageId, ({ timeline }) => "moved.1" in timeline);
    expect(row.timeline["moved.1"]).toMatchObject({ reason: "throttled" });
  });
});

describe("a carrier in trouble", () => {
  it("gets no more once too many submits failed, and the next one has them", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const here = await FakeConnector.bound(one);
    const texts = Array.from({ length: 20 }, () => makeText());
    await enqueueWithPlan(one, texts, []);
    const submitted = await here.submitted();
    await here.report({ results: submitted.map((text) => rejected(text, temporaryError)) });
    expect(await stateOf(one)).toMatchObject({ state: "open" });
    const late = makeText();
    await enqueueWithPlan(one, [late], [two]);
    const there = await FakeConnector.bound(two);
    expect((await there.submitted()).map(({ messageId }) => messageId)).toEqual([late.id]);
    expect(await here.settled()).toEqual([]);
    // It survives the object: a carrier in trouble is not hammered because of a restart.
    await evictDurableObject(env.CARRIER.getByName(one), { webSockets: "hibernate" });
    expect(await stateOf(one)).toMatchObject({ state: "open" });
  });
});

describe("a carrier out of service", () => {
  it("ends what it has while it is drained, and passes on what comes", async ({ expect }) => {
    const { one, two } = await twoCarriers();
    const here = await FakeConnector.bound(one);
    const there = await FakeConnector.bound(two);
    await makeCarrier({ id: one, service: "draining" });
    await here.next("configure");
    const [alone, other] = [makeText(), makeText()];
    await enqueueWithPlan(one, [alone], []);
    await enqueueWithPlan(one, [other], [two]);
    expect((await here.submitted()).map(({ messageId }) => messageId)).toEqual([alone.id]);
    expect((await there.submitted()).map(({ messageId }) => messageId)).toEqual([other.id]);
    expect(await here.settled()).toEqual([]);
    expect(await stateOf(one)).toEqual({ state: "draining", waitingTexts: 0, movingTexts: 0 });
  });

  it("gives all away that may leave when it is disabled", async ({ expect }) => {
    const { one, two } = await twoCarriers({ failover: { unboundAfterSeconds: 600, throttledAfterSeconds: 0 } });
    const there = await FakeConnector.bound(two);
    const text = makeText();
    await enqueueWithPlan(one, [text], [two], ["rejected"]);
    expect(await stateOf(one)).toMatchObject({ waitingTexts: 1 });
    await makeCarrier({ id: one, service: "disabled" });
    expect((await there.submitted()).map(({ messageId }) => messageId)).toEqual([text.id]);
    await there.report({ results: [] });
    expect((await readModel(text.id, ({ timeline }) => "moved.1" in timeline)).timeline["moved.1"]?.reason).toBe(
      "disabled",
    );
  });
});

it("attempts begin anew at the next carrier, and its steps do not overwrite those of the first", async ({ expect }) => {
  const { one, two } = await twoCarriers();
  const [here, there] = [await FakeConnector.bound(one), await FakeConnector.bound(two)];
  const text = makeText();
  await enqueueWithPlan(one, [text], [two]);
  const [first] = await here.submitted();
  if (first === undefined) throw new Error("nothing was submitted");
  await here.report({ results: [rejected(first, 0x45)] });
  const [second] = await there.submitted();
  if (second === undefined) throw new Error("nothing was submitted");
  expect(second.attempt).toBe(1);
  await there.report({ results: [accepted(second, "two")] });
  const row = await withStatus(text.id, "sent");
  expect(Object.keys(row.timeline).sort()).toEqual(["moved.1", "queued", "refused.0.1", "sent.0.1.hop1"]);
});
