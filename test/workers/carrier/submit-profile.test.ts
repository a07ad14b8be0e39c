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

/** A text of so many segments that a connector has been given. */
async function handedOut(segmentCount: number, options: Parameters<typeof makeCarrier>[0] = {}) {
  const carrier = await makeCarrier(options);
  const text = makeText({ text: "x".repeat(segmentCount * 130), segmentCount });
  await enqueue(carrier, [text]);
  const connector = await FakeConnector.bound(carrier);
  const [submitted] = await connector.submitted();
  if (submitted === undefined) throw new Error("nothing was submitted");
  return { carrier, text, connector, submitted };
}

function receiptSteps(timeline: object): string[] {
  return Object.keys(timeline)
    .filter((step) => step.startsWith("receipt"))
    .toSorted();
}

describe("a text that went as one submit", () => {
  const submitProfile = submitProfileSchema.parse({ concatenation: "payload" });

  async function submittedWhole() {
    const { carrier, text, connector, submitted } = await handedOut(3, { submitProfile });
    const atMs = Date.now();
    const results = [0, 1, 2].map((segment) => ({ ...accepted(submitted, "whole", segment), atMs }));
    return { carrier, text, connector, results };
  }

  it("is delivered as a whole by one receipt", async ({ expect }) => {
    const { text, connector, results } = await submittedWhole();
    await connector.report({ results });
    await connector.report({ receipts: [receipt("whole")] });
    const { timeline } = await withStatus(text.id, "delivered");
    expect(receiptSteps(timeline)).toEqual(["receipt.0.delivered", "receipt.1.delivered", "receipt.2.delivered"]);
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
    const { text, connector, submitted } = await handedOut(2);
    const atMs = Date.now();
    const results = [0, 1].map((segment) => ({ ...accepted(submitted, "shared", segment), atMs: atMs + segment }));
    await connector.report({ results });
    return { text, connector };
  }

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
