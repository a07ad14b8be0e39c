import { describe, it } from "vitest";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText } from "../support/scene.ts";

describe("what a carrier gives its connectors", () => {
  it("submits what waits as soon as a bind is bound, and nothing before", async ({ expect }) => {
    const carrier = await makeCarrier();
    const text = makeText();
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.dial(carrier);
    const welcome = await connector.next("welcome");
    expect(welcome.binds[0]?.password).toBe("secret");
    connector.send({ type: "resume", held: [] });
    expect(await connector.settled()).toEqual([]);
    connector.reportBound();
    expect((await connector.submitted()).map(({ messageId }) => messageId)).toEqual([text.id]);
  });

  it("takes a chunk that is delivered twice once", async ({ expect }) => {
    const carrier = await makeCarrier();
    const text = makeText();
    await enqueue(carrier, [text]);
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    expect(await connector.submitted()).toHaveLength(1);
    expect(await connector.settled()).toEqual([]);
  });

  it("keeps twice its window out and sends more as results come", async ({ expect }) => {
    const carrier = await makeCarrier({}, 2);
    const texts = Array.from({ length: 6 }, () => makeText());
    await enqueue(carrier, texts);
    const connector = await FakeConnector.bound(carrier);
    const first = await connector.submitted();
    expect(first).toHaveLength(4);
    expect(await connector.settled()).toEqual([]);
    await connector.report({ results: first.slice(0, 2).map((text, index) => accepted(text, `id-${index}`)) });
    const second = await connector.submitted();
    expect(second.map(({ messageId }) => messageId)).toEqual(texts.slice(4).map(({ id }) => id));
  });

  it("keeps to the rate agreed with the carrier", async ({ expect }) => {
    const carrier = await makeCarrier({ segmentsPerSecond: 20 });
    const texts = Array.from({ length: 6 }, () => makeText());
    await enqueue(carrier, texts);
    const connector = await FakeConnector.bound(carrier);
    expect(await connector.submitted()).toHaveLength(2);
    expect(await connector.settled()).toEqual([]);
    const rest: string[] = [];
    while (rest.length < 4) rest.push(...(await connector.submitted()).map(({ messageId }) => messageId));
    expect(rest).toEqual(texts.slice(2).map(({ id }) => id));
  });

  it("takes one-time codes before everything else", async ({ expect }) => {
    const carrier = await makeCarrier();
    const normal = makeText();
    const bulk = makeText({ lane: "bulk" });
    const otp = makeText({ lane: "otp" });
    await enqueue(carrier, [bulk]);
    await enqueue(carrier, [normal]);
    await enqueue(carrier, [otp]);
    const connector = await FakeConnector.bound(carrier);
    const order = (await connector.submitted()).map(({ messageId }) => messageId);
    expect(order[0]).toBe(otp.id);
    expect(new Set(order)).toEqual(new Set([otp.id, normal.id, bulk.id]));
  });

  it("tells connectors that are linked when its configuration changes", async ({ expect }) => {
    const carrier = await makeCarrier();
    const connector = await FakeConnector.bound(carrier);
    await makeCarrier({ id: carrier }, 7);
    expect((await connector.next("configure")).binds[0]?.windowSize).toBe(7);
  });

  it("closes a link that speaks something else", async ({ expect }) => {
    const carrier = await makeCarrier();
    const connector = await FakeConnector.bound(carrier);
    const closed = connector.closed();
    connector.sendRaw("not a frame");
    expect((await closed).code).toBe(4001);
  });
});
