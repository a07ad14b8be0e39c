import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { FakeConnector, accepted } from "../support/fake-connector.ts";
import { enqueue, makeCarrier, makeText, receipt, withStatus } from "../support/scene.ts";

describe("what a carrier's parameters are taken from", () => {
  it("goes to the connector where they ask for it, and only there", async ({ expect }) => {
    const submitProfile = submitProfileSchema.parse({
      parameters: [
        { tag: 0x1401, type: "cstring", value: { from: "account" } },
        { tag: 0x1402, type: "cstring", value: { from: "clientReference" } },
      ],
    });
    const text = makeText({ clientReference: "order-7" });
    const submittedTo = async (carrier: string) => {
      await enqueue(carrier, [text], "acc_parameters");
      const [submitted] = await (await FakeConnector.bound(carrier)).submitted();
      return submitted;
    };
    const asked = await submittedTo(await makeCarrier({ submitProfile }));
    expect(asked).toMatchObject({ accountId: "acc_parameters", clientReference: "order-7" });
    const plain = await submittedTo(await makeCarrier());
    expect(Object.keys(plain ?? {})).not.toContain("accountId");
    expect(Object.keys(plain ?? {})).not.toContain("clientReference");
  });
});

describe("a text that went as one submit", () => {
  const submitProfile = submitProfileSchema.parse({ concatenation: "payload" });

  async function submittedWhole() {
    const carrier = await makeCarrier({ submitProfile });
    const text = makeText({ text: "x".repeat(400), segmentCount: 3 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    const atMs = Date.now();
    const results = [0, 1, 2].map((segment) => ({ ...accepted(submitted, "whole", segment), atMs }));
    return { carrier, text, connector, results };
  }

  it("is delivered as a whole by one receipt", async ({ expect }) => {
    const { text, connector, results } = await submittedWhole();
    await connector.report({ results });
    await connector.report({ receipts: [receipt("whole")] });
    const { timeline } = await withStatus(text.id, "delivered");
    expect(
      Object.keys(timeline)
        .filter((step) => step.startsWith("receipt"))
        .toSorted(),
    ).toEqual(["receipt.0.delivered", "receipt.1.delivered", "receipt.2.delivered"]);
  });

  it("is delivered as a whole by a receipt that came before its response", async ({ expect }) => {
    const { carrier, text, connector, results } = await submittedWhole();
    await connector.report({ receipts: [receipt("whole")] });
    await connector.report({ results });
    await withStatus(text.id, "delivered");
    expect((await env.CARRIER.getByName(carrier).describe())?.parkedReceipts).toBe(0);
  });
});

describe("parts that went by themselves under one id", () => {
  async function submittedUnderOneId() {
    const carrier = await makeCarrier();
    const text = makeText({ text: "x".repeat(200), segmentCount: 2 });
    await enqueue(carrier, [text]);
    const connector = await FakeConnector.bound(carrier);
    const [submitted] = await connector.submitted();
    if (submitted === undefined) throw new Error("nothing was submitted");
    const atMs = Date.now();
    const results = [0, 1].map((segment) => ({ ...accepted(submitted, "shared", segment), atMs: atMs + segment }));
    await connector.report({ results });
    return { text, connector };
  }
  const receiptSteps = (timeline: object): string[] =>
    Object.keys(timeline)
      .filter((step) => step.startsWith("receipt"))
      .toSorted();

  it("have a receipt each", async ({ expect }) => {
    const { text, connector } = await submittedUnderOneId();
    await connector.report({ receipts: [receipt("shared")] });
    await connector.report({ receipts: [receipt("shared", "undeliverable")] });
    const { timeline } = await withStatus(text.id, "undelivered");
    expect(receiptSteps(timeline)).toEqual(["receipt.0.undeliverable", "receipt.1.delivered"]);
  });

  it("have a receipt each where both come in one report", async ({ expect }) => {
    const { text, connector } = await submittedUnderOneId();
    await connector.report({ receipts: [receipt("shared"), receipt("shared")] });
    const { timeline } = await withStatus(text.id, "delivered");
    expect(receiptSteps(timeline)).toEqual(["receipt.0.delivered", "receipt.1.delivered"]);
  });
});
