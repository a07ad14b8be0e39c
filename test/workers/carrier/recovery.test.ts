import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, withStatus, receipt } from "../support/scene.ts";

async function twoOut() {
  const carrier = await makeCarrier();
  const texts = [makeText(), makeText()];
  await enqueue(carrier, texts);
  const connector = await FakeConnector.bound(carrier);
  const submitted = await connector.submitted();
  return { carrier, texts, connector, submitted };
}

const held = ({ messageId, attempt }: { messageId: string; attempt: number }) => `${messageId}:0:${attempt}`;

describe("a link that comes back", () => {
  it("gets again what its connector does not hold, as the same attempt", async ({ expect }) => {
    const { carrier, connector, submitted } = await twoOut();
    connector.close();
    const back = await FakeConnector.bound(carrier, { held: submitted.slice(0, 1).map(held) });
    const again = await back.submitted();
    expect(again.map(({ messageId, attempt }) => ({ messageId, attempt }))).toEqual([
      { messageId: submitted[1]?.messageId, attempt: 1 },
    ]);
  });

  it("is told which reports were stored", async ({ expect }) => {
    const { carrier, connector, submitted } = await twoOut();
    await connector.report({ results: submitted.map((text, index) => accepted(text, `r${index}`)) });
    connector.close();
    const back = await FakeConnector.dial(carrier);
    expect((await back.next("welcome")).acknowledgedSequence).toBe(1);
  });

  it("with a new journal has what the old one was given sent again as unknown", async ({ expect }) => {
    const { carrier, texts, connector } = await twoOut();
    connector.close();
    const back = await FakeConnector.bound(carrier, { journalId: "fresh" });
    const again = await back.submitted();
    expect(again.map(({ attempt }) => attempt)).toEqual([2, 2]);
    const row = await readModel(texts[0]?.id ?? "", ({ timeline }) => "resent.0.2" in timeline);
    expect(row.timeline["resent.0.2"]?.reason).toContain("lost its journal");
  });

  it("that never comes back leaves its texts to another connector after a minute", async ({ expect }) => {
    const { carrier, connector } = await twoOut();
    connector.close();
    const other = await FakeConnector.bound(carrier, { connectorId: "c2" });
    expect(await other.settled()).toEqual([]);
    await ageAlarms(carrier);
    await runDurableObjectAlarm(env.CARRIER.getByName(carrier));
    expect((await other.next("configure")).binds).toHaveLength(1);
    other.reportBound();
    expect((await other.submitted()).map(({ attempt }) => attempt)).toEqual([2, 2]);
  });
});

describe("an object that starts anew", () => {
  it("knows what was out and matches its results", async () => {
    const { carrier, texts, connector, submitted } = await twoOut();
    await connector.report({ results: submitted.slice(0, 1).map((text) => accepted(text, "first")) });
    connector.close();
    await evictDurableObject(env.CARRIER.getByName(carrier), { webSockets: "close" });
    const back = await FakeConnector.bound(carrier, { held: submitted.slice(1).map(held) });
    await back.report({
      results: submitted.slice(1).map((text) => accepted(text, "second")),
      receipts: [receipt("first"), receipt("second")],
    });
    await Promise.all(texts.map(({ id }) => withStatus(id, "delivered")));
  });

  it("sends what was waiting, in order", async ({ expect }) => {
    const carrier = await makeCarrier();
    const texts = Array.from({ length: 5 }, () => makeText());
    await enqueue(carrier, texts);
    await evictDurableObject(env.CARRIER.getByName(carrier));
    const connector = await FakeConnector.bound(carrier);
    expect((await connector.submitted()).map(({ messageId }) => messageId)).toEqual(texts.map(({ id }) => id));
  });
});

/** Makes everything in a carrier's alarm book due. */
async function ageAlarms(carrier: string): Promise<void> {
  const { runInDurableObject } = await import("cloudflare:test");
  await runInDurableObject(env.CARRIER.getByName(carrier), (_object, state) => {
    state.storage.sql.exec("UPDATE alarms SET due_at_ms = 1");
  });
}
