import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { FakeOperator, type ReceivedRequest, killObject, runAlarms } from "../support/fake-operator.ts";
import { enqueue, makeText, readModel, withStatus } from "../support/scene.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const describeHttp = async (carrier: string) => (await env.CARRIER.getByName(carrier).describe())?.http;

async function oneOut(
  http: Record<string, unknown> = {},
  more: Parameters<FakeOperator["carrier"]>[1] = {},
): Promise<{ operator: FakeOperator; carrier: string; text: ReturnType<typeof makeText>; request: ReceivedRequest }> {
  const operator = new FakeOperator();
  const carrier = await operator.carrier(http, more);
  const text = makeText();
  await enqueue(carrier, [text]);
  return { operator, carrier, text, request: await operator.next() };
}

describe("a text for an HTTP operator", () => {
  it("goes as one request, and is sent with the operator's id", async ({ expect }) => {
    const { carrier, text, request } = await oneOut({ auth: { kind: "bearer", token: "s3cret" } });
    expect(request).toMatchObject({ method: "POST", headers: { authorization: "Bearer s3cret" } });
    expect(JSON.parse(request.body)).toEqual({ to: "573001234567", text: "hola", id: text.id });
    expect(await describeHttp(carrier)).toMatchObject({ requestsInFlight: 1 });
    request.answer(202, { id: "op-1" });
    const { timeline } = await withStatus(text.id, "sent");
    expect(timeline["sent.0.1"]).toMatchObject({ carrierMessageId: "op-1", bindId: "http", segment: 1 });
    expect(await env.CARRIER.getByName(carrier).describe()).toMatchObject({ segmentsInFlight: 0, waitingTexts: 0 });
  });

  it("of several segments is one request, with one id for all", async ({ expect }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier();
    const text = makeText({ text: "x".repeat(400), segmentCount: 3, reference: 7 });
    await enqueue(carrier, [text]);
    const request = await operator.next();
    expect(JSON.parse(request.body)).toMatchObject({ text: text.text });
    request.answer(200, { id: "whole" });
    const { timeline } = await withStatus(text.id, "sent");
    expect([0, 1, 2].map((segment) => timeline[`sent.${segment}.1`]?.carrierMessageId)).toEqual(
      Array.from({ length: 3 }, () => "whole"),
    );
    expect(await operator.waiting()).toBe(0);
  });

  it("goes segment by segment where the gateway is to cut it", async ({ expect }) => {
    const operator = new FakeOperator();
    const value = { part: "{{segment:number}}", udh: "{{udhHex}}", text: "{{text}}", id: "{{requestId}}" };
    const request = { url: operator.url, body: { kind: "json", value } };
    const carrier = await operator.carrier({ splits: true, request });
    const text = makeText({ text: "x".repeat(200), segmentCount: 2, reference: 7 });
    await enqueue(carrier, [text]);
    const requests = [await operator.next(), await operator.next()];
    expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { part: 1, udh: "050003070201", text: "x".repeat(153), id: `${text.id}-1` },
      { part: 2, udh: "050003070202", text: "x".repeat(47), id: `${text.id}-2` },
    ]);
    for (const [index, request] of requests.entries()) request.answer(200, { id: `p${index}` });
    const { timeline } = await withStatus(text.id, "sent");
    expect(timeline["sent.1.1"]).toMatchObject({ carrierMessageId: "p1", segment: 2 });
  });

  it("waits while as many requests are under way as there may be", async ({ expect }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier({ maxConcurrency: 2 });
    const texts = Array.from({ length: 5 }, () => makeText());
    await enqueue(carrier, texts);
    const first = await operator.next();
    await operator.next();
    expect(await operator.waiting()).toBe(0);
    expect(await env.CARRIER.getByName(carrier).describe()).toMatchObject({ waitingTexts: 3, segmentsInFlight: 2 });
    first.answer(200, { id: "1" });
    await operator.next();
    expect(await operator.waiting()).toBe(0);
  });

  it("waits while the carrier is disabled", async ({ expect }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier({}, { service: "disabled" });
    await enqueue(carrier, [makeText()]);
    expect(await operator.waiting()).toBe(0);
  });
});

describe("an answer", () => {
  it("that refuses the text ends it, with the operator's code", async ({ expect }) => {
    const { text, request } = await oneOut();
    request.answer(400, { error: "BAD_NUMBER" });
    const { errorCode, timeline } = await withStatus(text.id, "rejected");
    expect(errorCode).toBe("BAD_NUMBER");
    expect(timeline["refused.0.1"]).toMatchObject({ outcome: "BAD_NUMBER" });
  });

  it("is read by the carrier's own table", async ({ expect }) => {
    const errors = [{ code: "BUSY", action: "retry", name: "BUSY", message: "The operator is busy." }];
    const response = { id: { in: "json", pointer: "/id" }, errorCode: { in: "json", pointer: "/error" }, errors };
    const { operator, carrier, text, request } = await oneOut({ response });
    request.answer(400, { error: "BUSY" });
    const { timeline } = await readModel(text.id, (row) => "retry.0.1" in row.timeline);
    expect(timeline["retry.0.1"]).toMatchObject({ outcome: "BUSY", reason: "The operator is busy." });
    await runAlarms(carrier);
    (await operator.next()).answer(200, { id: "2" });
    expect((await withStatus(text.id, "sent")).timeline["sent.0.2"]).toMatchObject({ attempt: 2 });
  });

  it("of 429 lets the operator rest for as long as it asks, and spends no attempt", async ({ expect }) => {
    const { operator, carrier, text, request } = await oneOut();
    request.answer(429, "", { "retry-after": "60" });
    await readModel(text.id, (row) => "throttled.0.1" in row.timeline);
    expect(await describeHttp(carrier)).toMatchObject({ resting: { reason: "asked" } });
    await enqueue(carrier, [makeText()]);
    expect(await operator.waiting()).toBe(0);
  });

  it("of 401 pauses the carrier until it is configured again; the text has lost nothing", async ({ expect }) => {
    const { operator, carrier, text, request } = await oneOut({ auth: { kind: "bearer", token: "old" } });
    request.answer(401);
    await readModel(text.id, (row) => "retry.0.1" in row.timeline);
    await enqueue(carrier, [makeText()]);
    expect(await operator.waiting()).toBe(0);
    expect(await describeHttp(carrier)).toMatchObject({ resting: { reason: "refused" } });
    await operator.carrier({ auth: { kind: "bearer", token: "new" } }, { id: carrier });
    const again = await operator.next();
    expect(again.headers["authorization"]).toBe("Bearer new");
    again.answer(200, { id: "1" });
    const { timeline } = await withStatus(text.id, "sent");
    expect(timeline["sent.0.1"]).toMatchObject({ attempt: 1 });
  });

  it("of 500, too often, opens the circuit: what waits is not tried on it", async ({ expect }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier({ maxConcurrency: 20 });
    await enqueue(
      carrier,
      Array.from({ length: 20 }, () => makeText()),
    );
    for (let count = 0; count < 20; count++) (await operator.next()).answer(500);
    while ((await env.CARRIER.getByName(carrier).describe())?.segmentsInFlight !== 0) await scheduler.wait(5);
    await enqueue(carrier, [makeText()]);
    expect(await operator.waiting()).toBe(0);
    const described = await env.CARRIER.getByName(carrier).describe();
    expect(described).toMatchObject({ health: { state: "open" }, waitingTexts: 1 });
  });

  it("that refuses our credentials makes the carrier count as unbound, so that texts may go elsewhere", async ({
    expect,
  }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier({}, { failover: { unboundAfterSeconds: 1, throttledAfterSeconds: 10 } });
    const text = makeText();
    await enqueue(carrier, [text]);
    (await operator.next()).answer(401);
    await readModel(text.id, (row) => "retry.0.1" in row.timeline);
    expect(await env.CARRIER.getByName(carrier).describe()).toMatchObject({ health: { state: "unbound" } });
  });

  it("without the id is a success that no receipt will find", async ({ expect }) => {
    const { text, request } = await oneOut();
    request.answer(200, "<html>");
    expect((await withStatus(text.id, "sent")).timeline["sent.0.1"]?.carrierMessageId).toBeUndefined();
  });
});

describe("no answer", () => {
  it("in time leaves the outcome unknown, and the text goes again after a rest", async ({ expect }) => {
    const { operator, text } = await oneOut({ requestTimeoutSeconds: 1 });
    const { timeline } = await readModel(text.id, (row) => "resent.0.2" in row.timeline);
    expect(timeline["unknown.0.1"]?.reason).toBe("no response within 1 s");
    const again = await operator.next();
    expect(JSON.parse(again.body)).toMatchObject({ id: text.id });
    again.answer(200, { id: "late" });
    expect((await withStatus(text.id, "sent")).timeline["sent.0.2"]).toMatchObject({ carrierMessageId: "late" });
  });

  it("goes by the policy", async ({ expect }) => {
    const { text, request } = await oneOut({}, { onUnknown: "fail" });
    request.fail();
    expect((await withStatus(text.id, "failed")).errorCode).toBe("outcome_unknown");
  });

  it("to the first of many costs only those that were under way, and one text tries again alone", async ({
    expect,
  }) => {
    const operator = new FakeOperator();
    const carrier = await operator.carrier({ maxConcurrency: 3 });
    await enqueue(
      carrier,
      Array.from({ length: 10 }, () => makeText()),
    );
    const requests = [await operator.next(), await operator.next(), await operator.next()];
    for (const request of requests) request.fail();
    expect(await operator.waiting()).toBe(0);
    expect(await describeHttp(carrier)).toMatchObject({ resting: { reason: "unreachable" } });
    // The first rest is one second.
    const trial = await operator.next();
    expect(await operator.waiting()).toBe(0);
    trial.answer(200, { id: "1" });
    await operator.next();
    await operator.next();
    await operator.next();
    expect(await operator.waiting()).toBe(0);
  });

  it("is what an object finds that was restarted with requests under way", async ({ expect }) => {
    const { operator, carrier, text } = await oneOut();
    const waits = makeText();
    await enqueue(carrier, [waits]);
    await killObject(carrier);
    await env.CARRIER.getByName(carrier).describe();
    const { timeline } = await readModel(text.id, (row) => "resent.0.2" in row.timeline);
    expect(timeline["unknown.0.1"]?.reason).toContain("restarted");
    await runAlarms(carrier);
    expect(JSON.parse((await operator.next()).body)).toMatchObject({ to: "573001234567" });
  });
});
