import { describe, it } from "vitest";
import type { FailoverTrigger } from "../../../src/routing/route-table.ts";
import type { SubmitText } from "../../../src/link/frames.ts";
import type { AcceptedText } from "../../../src/messages/message.ts";
import { FakeConnector, accepted, rejected, unknown } from "../support/fake-connector.ts";
import { enqueueWithPlan, stateOf, twoCarriers } from "../support/failover-scene.ts";
import { makeText, readModel, receipt, withStatus } from "../support/scene.ts";

const submitFailed = 0x45;
const malformed = 0xc2;

/** A text out at the first of two carriers, both bound. */
async function outAtFirst(text: Partial<AcceptedText> = {}, on?: FailoverTrigger[], config = {}) {
  const { one, two } = await twoCarriers(config);
  const [here, there] = [await FakeConnector.bound(one), await FakeConnector.bound(two)];
  const sent = makeText(text);
  await enqueueWithPlan(one, [sent], [two], on);
  return { one, two, here, there, text: sent, submitted: await only(here) };
}

async function only(connector: FakeConnector): Promise<SubmitText> {
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return submitted;
}

describe("a refusal", () => {
  it("that is the carrier's own sends the text to the next one, and is not its end", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst();
    await here.report({ results: [rejected(submitted, submitFailed)] });
    const again = await only(there);
    const between = await readModel(text.id, ({ timeline }) => "moved.1" in timeline && "refused.0.1" in timeline);
    expect(between).toMatchObject({ status: "queued", errorCode: null });
    await there.report({ results: [accepted(again, "there")], receipts: [receipt("there")] });
    await withStatus(text.id, "delivered");
  });

  it("of the last carrier ends it", async ({ expect }) => {
    const { one, here, there, text, submitted } = await outAtFirst();
    await here.report({ results: [rejected(submitted, submitFailed)] });
    await there.report({ results: [rejected(await only(there), submitFailed)] });
    const row = await withStatus(text.id, "rejected");
    expect(row.errorCode).toBe("SUBMITFAIL");
    expect(row.timeline["refused.0.1.hop1"]).toMatchObject({ reason: "The carrier refused the message." });
    expect(await stateOf(one)).toMatchObject({ waitingTexts: 0, movingTexts: 0 });
  });

  it.for([
    ["of what no carrier would take", ["rejected"], malformed],
    ["under a rule that does not fail over on it", ["unbound"], submitFailed],
  ] as const)("%s ends it at once", async ([_name, on, status], { expect }) => {
    const { here, there, text, submitted } = await outAtFirst({}, [...on]);
    await here.report({ results: [rejected(submitted, status)] });
    await withStatus(text.id, "rejected");
    expect(await there.settled()).toEqual([]);
  });

  it("means what the carrier's own table says", async ({ expect }) => {
    const own = { commandStatus: malformed, action: "elsewhere", name: "NOT_HERE", message: "Not by this carrier." };
    const { here, there, text, submitted } = await outAtFirst({}, undefined, { commandStatusOverrides: [own] });
    await here.report({ results: [rejected(submitted, malformed)] });
    await only(there);
    const row = await readModel(text.id, ({ timeline }) => "refused.0.1" in timeline);
    expect(row.timeline["refused.0.1"]).toMatchObject({ outcome: "NOT_HERE", reason: "Not by this carrier." });
  });

  it("for now goes elsewhere when the attempts here are used up", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({}, undefined, { maxAttempts: 1 });
    await here.report({ results: [rejected(submitted, 0x14)] });
    expect(await only(there)).toMatchObject({ messageId: text.id, attempt: 1 });
  });
});

describe("several segments", () => {
  it("go on together where all of them were refused", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({ segmentCount: 2, reference: 9 });
    await here.report({ results: [rejected(submitted, submitFailed)] });
    expect(await there.settled()).toEqual([]);
    await here.report({ results: [{ ...rejected(submitted, submitFailed), segment: 1 }] });
    const again = await only(there);
    expect(again).toMatchObject({ messageId: text.id, segmentCount: 2, reference: 9 });
    expect(again.segments).toBeUndefined();
    await there.report({
      results: [accepted(again, "p0", 0), accepted(again, "p1", 1)],
      receipts: [receipt("p0"), receipt("p1")],
    });
    await withStatus(text.id, "delivered");
  });

  it("stay where one of them was accepted", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({ segmentCount: 2, reference: 9 });
    await here.report({
      results: [accepted(submitted, "p0", 0), { ...rejected(submitted, submitFailed), segment: 1 }],
    });
    await here.report({ receipts: [receipt("p0")] });
    await withStatus(text.id, "rejected");
    expect(await there.settled()).toEqual([]);
  });
});

describe("a text that was not delivered", () => {
  it("goes on where the rule says so, and its receipts here are not its end", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({}, ["undelivered"]);
    await here.report({ results: [accepted(submitted, "here")] });
    await withStatus(text.id, "sent");
    await here.report({ receipts: [receipt("here", "undeliverable")] });
    const again = await only(there);
    const between = await readModel(text.id, ({ timeline }) => "receipt.0.undeliverable" in timeline);
    expect(between.status).toBe("sent");
    await here.report({ receipts: [receipt("here", "expired")] });
    await there.report({ results: [accepted(again, "there")], receipts: [receipt("there")] });
    const row = await withStatus(text.id, "delivered");
    expect(row.timeline["receipt.0.delivered.hop1"]).toMatchObject({ carrierMessageId: "there" });
  });

  it("ends where no other carrier is left, and where the rule does not say so", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({}, ["undelivered"]);
    await here.report({ results: [accepted(submitted, "here")], receipts: [receipt("here", "rejected")] });
    await there.report({ results: [accepted(await only(there), "there")], receipts: [receipt("there", "expired")] });
    await withStatus(text.id, "expired");
    const other = await outAtFirst();
    await other.here.report({ results: [accepted(other.submitted, "x")], receipts: [receipt("x", "undeliverable")] });
    await withStatus(other.text.id, "undelivered");
    expect(await other.there.settled()).toEqual([]);
  });

  it("stays where the handset has a part of it", async ({ expect }) => {
    const { here, there, text, submitted } = await outAtFirst({ segmentCount: 2, reference: 3 }, ["undelivered"]);
    await here.report({ results: [accepted(submitted, "a", 0), accepted(submitted, "b", 1)] });
    await here.report({ receipts: [receipt("a"), receipt("b", "undeliverable")] });
    await withStatus(text.id, "undelivered");
    expect(await there.settled()).toEqual([]);
  });
});

it("an attempt whose answer comes after the text has left is heard, and only a delivery ends the text", async ({
  expect,
}) => {
  const { here, there, text, submitted } = await outAtFirst();
  await here.report({ results: [unknown(submitted)] });
  await here.report({ results: [rejected(await only(here), submitFailed)] });
  const again = await only(there);
  await here.report({ results: [accepted(submitted, "late")], receipts: [receipt("late", "undeliverable")] });
  const row = await readModel(text.id, ({ timeline }) => "receipt.0.undeliverable" in timeline);
  expect(row.status).not.toBe("undelivered");
  await there.report({ results: [accepted(again, "there")], receipts: [receipt("there")] });
  await withStatus(text.id, "delivered");
});
