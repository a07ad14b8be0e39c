import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FakeConnector, accepted, rejected, unknown } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

/** A carrier with one text out at a bound connector. */
async function oneOut(config: Parameters<typeof makeCarrier>[0] = {}) {
  const carrier = await makeCarrier(config);
  const text = makeText();
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return { carrier, text, connector, submitted };
}

describe("results", () => {
  it("shows a text sent, then delivered", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut();
    await connector.report({ results: [accepted(submitted, "abc")] });
    const sent = await withStatus(text.id, "sent");
    expect(sent.timeline["sent.0.1"]).toMatchObject({ carrierMessageId: "abc", segment: 1, bindId: "b1" });
    await connector.report({ receipts: [receipt("abc")] });
    const delivered = await withStatus(text.id, "delivered");
    expect(delivered.timeline["receipt.0.delivered"]).toMatchObject({ outcome: "delivered" });
  });

  it("rejects for good what the carrier will never take, with its error", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut();
    await connector.report({ results: [rejected(submitted, 0x0b)] });
    expect((await withStatus(text.id, "rejected")).errorCode).toBe("INVDSTADR");
    expect(await connector.settled()).toEqual([]);
  });

  it("sends again at once what has an unknown outcome, and says so in the timeline", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut();
    await connector.report({ results: [unknown(submitted)] });
    expect((await connector.submitted())[0]).toMatchObject({ messageId: text.id, attempt: 2, segments: [0] });
    const row = await readModel(text.id, ({ timeline }) => "resent.0.2" in timeline);
    expect(row.timeline["resent.0.2"]?.reason).toContain("connection closed");
  });

  it.for([
    { onUnknown: "wait", status: "unknown" },
    { onUnknown: "fail", status: "failed" },
  ] as const)(
    "leaves an unknown outcome $status under policy $onUnknown",
    async ({ onUnknown, status }, { expect }) => {
      const { text, connector, submitted } = await oneOut({ onUnknown });
      await connector.report({ results: [unknown(submitted)] });
      expect((await withStatus(text.id, status)).errorCode).toBe("outcome_unknown");
      expect(await connector.settled()).toEqual([]);
    },
  );

  it("goes by the message's own policy where it has one", async ({ expect }) => {
    const carrier = await makeCarrier({ onUnknown: "resend" });
    const text = makeText({ onUnknown: "fail" });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [unknown(submitted)] });
    expect((await withStatus(text.id, "failed")).errorCode).toBe("outcome_unknown");
    expect(await connector.settled()).toEqual([]);
  });

  it("stops resending after the last attempt and waits for a receipt", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut({ maxAttempts: 2 });
    await connector.report({ results: [unknown(submitted)] });
    const [again] = await connector.submitted();
    if (again === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [unknown(again)] });
    await withStatus(text.id, "unknown");
    expect(await connector.settled()).toEqual([]);
  });

  it("believes a response that came after all, and the receipt that follows it", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut({ onUnknown: "wait" });
    await connector.report({ results: [unknown(submitted)] });
    await withStatus(text.id, "unknown");
    await connector.report({ results: [accepted(submitted, "late")] });
    expect((await withStatus(text.id, "sent")).timeline["sent.0.1"]).toMatchObject({ carrierMessageId: "late" });
    await connector.report({ receipts: [receipt("late")] });
    await withStatus(text.id, "delivered");
  });

  it("rests after being throttled, and spends no attempt on it", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await enqueue(carrier, [makeText()]);
    await connector.submitted();
    await connector.report({ results: [rejected(submitted, 0x58)] });
    expect(await connector.settled()).toEqual([]);
    const again = await connector.submitted();
    expect(again[0]).toMatchObject({ messageId: text.id, attempt: 1 });
  });

  it("tries a full queue again later, as a new attempt", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await connector.report({ results: [rejected(submitted, 0x14)] });
    expect(await connector.settled()).toEqual([]);
    await runDurableObjectAlarm(env.CARRIER.getByName(carrier));
    expect((await connector.submitted())[0]).toMatchObject({ messageId: text.id, attempt: 2 });
    const row = await readModel(text.id, ({ timeline }) => "retry.0.1" in timeline);
    expect(row.timeline["retry.0.1"]).toMatchObject({ outcome: "MSGQFUL" });
  });

  it("applies a report that is replayed once", async ({ expect }) => {
    const { text, connector, submitted } = await oneOut();
    await connector.reportAs(1, { results: [unknown(submitted)] });
    expect(await connector.submitted()).toHaveLength(1);
    await connector.reportAs(1, { results: [unknown(submitted)] });
    connector.continueFrom(1);
    expect(await connector.settled()).toEqual([]);
    await readModel(text.id, ({ timeline }) => "resent.0.2" in timeline);
  });

  it("takes no report before the one that is missing, and has both replayed", async ({ expect }) => {
    const { text, carrier, connector, submitted } = await oneOut();
    const closed = connector.closed();
    connector.send({ type: "report", sequence: 2, results: [accepted(submitted, "one")], receipts: [], inbound: [] });
    expect((await closed).reason).toBe("a report is missing");
    const again = await FakeConnector.dial(carrier);
    expect((await again.next("welcome")).acknowledgedSequence).toBe(0);
    await again.reportAs(1, {});
    await again.reportAs(2, { results: [accepted(submitted, "one")] });
    await withStatus(text.id, "sent");
  });

  it("does not send a text whose validity has ended", async ({ expect }) => {
    const carrier = await makeCarrier();
    const text = makeText({ validUntilMs: Date.now() - 1 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    expect(await connector.settled()).toEqual([]);
    expect((await withStatus(text.id, "expired")).errorCode).toBe("validity_expired");
  });
});

describe("several segments", () => {
  it("are one text with one id each, delivered when all are", async ({ expect }) => {
    const carrier = await makeCarrier();
    const text = makeText({ segmentCount: 3, reference: 7 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [0, 1, 2].map((segment) => accepted(submitted, `part-${segment}`, segment)) });
    await withStatus(text.id, "sent");
    await connector.report({ receipts: [receipt("part-2"), receipt("part-0")] });
    const partly = await readModel(text.id, ({ timeline }) => "receipt.2.delivered" in timeline);
    expect(partly.status).toBe("sent");
    await connector.report({ receipts: [receipt("part-1")] });
    const whole = await withStatus(text.id, "delivered");
    expect([0, 1, 2].map((segment) => whole.timeline[`sent.${segment}.1`]?.carrierMessageId)).toEqual([
      "part-0",
      "part-1",
      "part-2",
    ]);
  });

  it("are sent again only where their own outcome is unknown", async ({ expect }) => {
    const carrier = await makeCarrier();
    const text = makeText({ segmentCount: 2, reference: 7 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(submitted, "one", 0), { ...unknown(submitted), segment: 1 }] });
    const [again] = await connector.submitted();
    expect(again).toMatchObject({ segments: [1], attempt: 2, segmentCount: 2, reference: 7 });
    if (again === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(again, "two", 1)], receipts: [receipt("one"), receipt("two")] });
    await withStatus(text.id, "delivered");
  });

  it("end as the worst of them", async () => {
    const carrier = await makeCarrier();
    const text = makeText({ segmentCount: 2, reference: 7 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(submitted, "p0", 0), accepted(submitted, "p1", 1)] });
    await connector.report({ receipts: [receipt("p0", "undeliverable"), receipt("p1")] });
    await withStatus(text.id, "undelivered");
  });
});
