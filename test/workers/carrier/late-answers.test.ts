import { describe, it } from "vitest";
import { runAlarms } from "../support/alarms.ts";
import { FakeConnector, accepted, rejected, unknown } from "../support/fake-connector.ts";
import { stateOf } from "../support/failover-scene.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

const submitFailed = 0x45;

/** A carrier with one text out at a bound connector. */
async function oneOut(segmentCount = 1, validForMs = 3_600_000) {
  const carrier = await makeCarrier();
  const text = makeText({ segmentCount, validUntilMs: Date.now() + validForMs });
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return { carrier, text, connector, submitted };
}

/** The connector goes, and a minute passes. */
async function lose(carrier: string, connector: FakeConnector): Promise<void> {
  connector.close();
  while ((await stateOf(carrier)).state !== "unbound") await scheduler.wait(10);
  await runAlarms(carrier, "connector-lost");
}

/** The text's second attempt, the outcome of the first of this segment being unknown. */
async function secondAttempt({ connector, submitted }: Awaited<ReturnType<typeof oneOut>>, segment = 0) {
  await connector.report({ results: [{ ...unknown(submitted), segment }] });
  const [again] = await connector.submitted();
  if (again === undefined) throw new Error("nothing was submitted");
  return again;
}

describe("a response that comes after its segment was given up", () => {
  it("keeps a text that still waits from being sent again", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut();
    await lose(carrier, connector);
    expect(await stateOf(carrier)).toMatchObject({ waitingTexts: 1 });
    const back = await FakeConnector.dial(carrier);
    back.continueFrom((await back.next("welcome")).acknowledgedSequence);
    await back.report({ results: [accepted(submitted, "late")] });
    back.send({ type: "resume", held: [] });
    back.reportBound();
    expect(await back.settled()).toEqual([]);
    expect(await stateOf(carrier)).toMatchObject({ waitingTexts: 0 });
    await withStatus(text.id, "sent");
    await back.report({ receipts: [receipt("late")] });
    await withStatus(text.id, "delivered");
  });

  it("is heard of a text whose time ran out while it waited, with the receipt", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneOut(1, 1_500);
    await lose(carrier, connector);
    await scheduler.wait((text.validUntilMs ?? 0) - Date.now() + 50);
    const back = await FakeConnector.bound(carrier);
    await withStatus(text.id, "expired");
    await back.report({ results: [accepted(submitted, "late")], receipts: [receipt("late")] });
    const row = await readModel(text.id, ({ timeline }) => "receipt.0.delivered" in timeline);
    expect(row.status).toBe("expired");
    expect(await back.settled()).toEqual([]);
  });

  it("stands, whatever the next attempt comes to", async ({ expect }) => {
    const out = await oneOut();
    const again = await secondAttempt(out);
    const { text, connector, submitted } = out;
    await connector.report({ results: [accepted(submitted, "late")] });
    await connector.report({ results: [rejected(again, submitFailed)] });
    const refused = await readModel(text.id, ({ timeline }) => "refused.0.2" in timeline);
    expect(refused).toMatchObject({ status: "sent", errorCode: null });
    await connector.report({ receipts: [receipt("late")] });
    await withStatus(text.id, "delivered");
  });

  it("does not make other segments go again", async ({ expect }) => {
    const out = await oneOut(2);
    const { text, connector, submitted } = out;
    await connector.report({ results: [accepted(submitted, "p0", 0)] });
    const again = await secondAttempt(out, 1);
    expect(again.segments).toEqual([1]);
    await connector.report({ results: [accepted(submitted, "late", 1)] });
    await connector.report({ receipts: [receipt("p0"), receipt("late")] });
    await connector.report({ results: [accepted(again, "p1", 1)] });
    expect(await connector.settled()).toEqual([]);
    await withStatus(text.id, "delivered");
  });
});
