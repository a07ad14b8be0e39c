import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, readModel, receipt, withStatus } from "../support/scene.ts";

async function oneSubmitted() {
  const carrier = await makeCarrier();
  const text = makeText();
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return { carrier, text, connector, submitted };
}

describe("receipts", () => {
  it("that come before their response wait for it", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneSubmitted();
    await connector.report({ receipts: [receipt("early")] });
    expect((await env.CARRIER.getByName(carrier).describe())?.parkedReceipts).toBe(1);
    await connector.report({ results: [accepted(submitted, "early")] });
    await withStatus(text.id, "delivered");
    expect((await env.CARRIER.getByName(carrier).describe())?.parkedReceipts).toBe(0);
  });

  it.for([
    { response: "1A2B", inReceipt: "6699", what: "hexadecimal in the response, decimal in the receipt" },
    { response: "6699", inReceipt: "1a2b", what: "decimal in the response, hexadecimal in the receipt" },
    { response: "ABCdef", inReceipt: "abcDEF", what: "another case" },
    { response: "0000123", inReceipt: "123", what: "padding" },
  ])("match with $what", async ({ response, inReceipt }) => {
    const { text, connector, submitted } = await oneSubmitted();
    await connector.report({ results: [accepted(submitted, response)] });
    await connector.report({ receipts: [receipt(inReceipt)] });
    await withStatus(text.id, "delivered");
  });

  it("never move a final status", async ({ expect }) => {
    const { text, connector, submitted } = await oneSubmitted();
    await connector.report({ results: [accepted(submitted, "x1")] });
    await connector.report({ receipts: [receipt("x1")] });
    await withStatus(text.id, "delivered");
    await connector.report({ receipts: [receipt("x1"), receipt("x1", "enroute"), receipt("x1", "undeliverable")] });
    const row = await readModel(text.id, ({ timeline }) => "receipt.0.undeliverable" in timeline);
    expect(row.status).toBe("delivered");
  });

  it("trap 7: the same twice, in one report or in two, tell the same once and leave nothing behind", async ({
    expect,
  }) => {
    const { carrier, text, connector, submitted } = await oneSubmitted();
    const told = receipt("twice");
    await connector.report({ results: [accepted(submitted, "twice")] });
    await connector.report({ receipts: [told, told] });
    const once = await withStatus(text.id, "delivered");
    await connector.report({ receipts: [told] });
    const after = makeText();
    await enqueue(carrier, [after]);
    const [next] = await connector.submitted();
    if (next === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(next, "once")], receipts: [receipt("once")] });
    await withStatus(after.id, "delivered");
    expect((await withStatus(text.id, "delivered")).timeline).toEqual(once.timeline);
    expect((await env.CARRIER.getByName(carrier).describe())?.parkedReceipts).toBe(0);
  });

  it("for an id used again go to the text that is still open", async ({ expect }) => {
    const { carrier, text, connector, submitted } = await oneSubmitted();
    await connector.report({ results: [accepted(submitted, "again")] });
    await connector.report({ receipts: [receipt("again")] });
    const second = makeText();
    await enqueue(carrier, [second]);
    const [next] = await connector.submitted();
    if (next === undefined) throw new Error("nothing was submitted");
    await connector.report({ results: [accepted(next, "again")] });
    await connector.report({ receipts: [receipt("again", "undeliverable")] });
    await withStatus(second.id, "undelivered");
    expect((await withStatus(text.id, "delivered")).timeline["receipt.0.undeliverable"]).toBeUndefined();
  });
});
