import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { MessageEvent } from "../../../src/messages/message.ts";
import { isFinal, type MessageStatus } from "../../../src/sms/status.ts";
import { ids, makeText } from "../support/scene.ts";
import { apply, countsOf, queue, standings } from "./scene.ts";

const recipients = ["+573001234567", "+4915112345678", "+573009999999"];
/** What becomes of a message, step by step. */
const lives: readonly (readonly MessageStatus[])[] = [
  ["sent", "delivered"],
  ["sent", "undelivered"],
  ["unknown", "sent", "delivered"],
  ["sent", "unknown", "undelivered"],
  ["rejected"],
  ["sent"],
  ["unknown"],
  ["failed", "delivered"],
];
const message = fc.record({
  recipient: fc.nat(2),
  life: fc.nat(lives.length - 1),
  segments: fc.integer({ min: 1, max: 3 }),
});
const scene = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 8 }),
  /** Lengths of chunks, lengths of batches, and which chunk comes once more after each batch. */
  chunks: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 40 }),
  batches: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 40, maxLength: 40 }),
  again: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  isEarly: fc.boolean(),
});

function cut<Item>(items: readonly Item[], lengths: readonly number[]): Item[][] {
  const pieces: Item[][] = [];
  for (let at = 0; at < items.length;) {
    const length = lengths[pieces.length] ?? 1;
    pieces.push(items.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** Steps of all messages in turns, each in its order. */
function stepsOf(
  accountId: string,
  messages: readonly { id: string; life: readonly MessageStatus[] }[],
): MessageEvent[] {
  return [0, 1, 2].flatMap((turn) =>
    messages.flatMap(({ id, life }) => {
      const status = life[turn];
      if (status === undefined) return [];
      const entry = { type: "receipt" as const, atMs: Date.now(), carrierId: "carrier" };
      return [{ accountId, messageId: id, key: `${status}.${turn}`, entry, status }];
    }),
  );
}

describe("what is counted of messages", () => {
  it("is what the read model has, however chunks are cut and delivered again", async ({ expect }) => {
    const property = fc.asyncProperty(scene, async ({ messages, chunks, batches, again, isEarly }) => {
      const accountId = ids.next("account");
      const texts = messages.map(({ recipient, segments }) =>
        makeText({ to: recipients[recipient] ?? "", segmentCount: segments }),
      );
      const lifeOf = messages.map(({ life }, index) => ({ id: texts[index]?.id ?? "", life: lives[life] ?? [] }));
      const pieces = cut(stepsOf(accountId, lifeOf), chunks);
      if (isEarly) await apply("carrier", pieces.slice(0, 1));
      await queue(accountId, "carrier", texts);
      for (const [index, batch] of cut(pieces, batches).entries()) {
        const repeated = pieces[(again[index] ?? 0) % pieces.indexOf(batch.at(-1) ?? [])];
        await apply("carrier", repeated === undefined ? batch : [...batch, repeated]);
        await queue(accountId, "carrier", texts);
      }
      await apply("carrier", pieces);

      const counts = await countsOf(accountId);
      const final = ({ status }: { status: string }) => isFinal(status as MessageStatus);
      expect(counts.filter(final)).toEqual((await standings(accountId)).filter(final));
      const queued = counts.filter(({ status }) => status === "queued");
      expect(queued.reduce((sum, { messages: count }) => sum + count, 0)).toBe(texts.length);
      if (isEarly) return;
      const comeTo = (status: MessageStatus) => lifeOf.flatMap(({ life }) => life).filter((each) => each === status);
      for (const status of ["sent", "unknown"] as const) {
        const counted = counts.filter((count) => count.status === status);
        expect(
          counted.reduce((sum, { messages: count }) => sum + count, 0),
          status,
        ).toBe(comeTo(status).length);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
