import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { applyEvents } from "../../../src/db/apply-events.ts";
import { insertQueued } from "../../../src/db/insert-queued.ts";
import type { MessageEvent, TimelineType } from "../../../src/messages/message.ts";
import { chargeRules } from "../../../src/money/price-list.ts";
import { chargeAfter } from "../../../src/money/settle.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";
import { makeText } from "../support/scene.ts";

const accountId = "acc_charges";
const steps = fc.array(
  fc.record({
    type: fc.constantFrom<TimelineType>(
      "sent",
      "receipt",
      "query",
      "unknown",
      "refused",
      "failed",
      "expired",
      "canceled",
    ),
    status: fc.option(
      fc.constantFrom<MessageStatus>(
        "sent",
        "unknown",
        "delivered",
        "undelivered",
        "expired",
        "rejected",
        "failed",
        "canceled",
      ),
      { nil: undefined },
    ),
  }),
  { maxLength: 8 },
);
type Steps = readonly { type: TimelineType; status: MessageStatus | undefined }[];

function chargeOf(id: string): Promise<string | null> {
  return env.DB.prepare("SELECT charge FROM messages WHERE account_id = ? AND id = ?")
    .bind(accountId, id)
    .first("charge");
}

function eventsOf(messageId: string, batch: Steps, from: number): MessageEvent[] {
  return batch.map(({ type, status }, index) => ({
    accountId,
    messageId,
    key: `${type}.${from + index}`,
    entry: { type, atMs: 1 },
    ...(status !== undefined && { status }),
  }));
}

describe("what the read model says became of a price", () => {
  for (const chargeOn of chargeRules) {
    it(`is what the first step that decides made of it, charged on ${chargeOn}`, async ({ expect }) => {
      const property = fc.asyncProperty(fc.array(steps, { maxLength: 4 }), fc.boolean(), async (batches, isEarly) => {
        const text = makeText({ priceMicros: 7_000, currency: "EUR", chargeOn });
        const chunk = JSON.stringify({ accountId, texts: [text] });
        const insert = () => insertQueued(env.DB, chunk, "carrier", 1).run();
        const apply = async (batch: Steps, from: number): Promise<void> => {
          if (batch.length > 0) await applyEvents(env.DB, eventsOf(text.id, batch, from), 1).run();
        };
        // What comes before the message's own row comes again.
        if (isEarly) for (const batch of batches.slice(0, 1)) await apply(batch, 0);
        await insert();
        for (const [index, batch] of batches.entries()) {
          await apply(batch, index * 10);
          await apply(batch, index * 10);
          await insert();
        }
        const decided = batches.flat().map((step) => chargeAfter(chargeOn, step));
        expect(await chargeOf(text.id)).toBe(decided.find((state) => state !== "held") ?? null);
      });
      await fc.assert(property, { numRuns: 60 });
    });
  }

  it("is nothing for a message without a price", async ({ expect }) => {
    const text = makeText();
    const [sent] = eventsOf(text.id, [{ type: "sent", status: "sent" }], 0);
    if (sent === undefined) throw new Error("a step was expected");
    await applyEvents(env.DB, [sent], 1).run();
    await insertQueued(env.DB, JSON.stringify({ accountId, texts: [text] }), "carrier", 1).run();
    await applyEvents(env.DB, [sent], 1).run();
    expect(await chargeOf(text.id)).toBeNull();
  });
});
