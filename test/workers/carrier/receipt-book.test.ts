import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { ReceiptBook } from "../../../durable-objects/carrier/receipt-book.ts";
import { makeCarrier, receipt } from "../support/scene.ts";

const segmentOf = (carrierMessageId: string) => ({
  carrierMessageId,
  messageId: `msg_${carrierMessageId}`,
  segment: 0,
  accountId: "acc",
  hops: 0,
  segmentCount: 1,
  sentAtMs: 1,
});

/** Ids in which a letter makes the hexadecimal reading the only one. */
const hexadecimalId = (number: number) => `a${(0x1000 + number).toString(16)}`;
const decimalOf = (id: string) => BigInt(`0x${id}`).toString();

describe("a carrier that changes how its receipts spell ids", () => {
  it("is relied on, found out, and learned anew", async ({ expect }) => {
    const carrier = await makeCarrier();
    await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) => {
      let drifts = 0;
      const open = () => new ReceiptBook(storage.sql, () => (drifts += 1));
      let book = open();
      const found = (matches: { segment: { messageId: string } }[]) => matches.map(({ segment }) => segment.messageId);

      for (let number = 0; number < 30; number++) {
        const id = hexadecimalId(number);
        book.remember([segmentOf(id)], 1);
        expect(found(book.match([receipt(id)], 1))).toEqual([`msg_${id}`]);
      }
      book = open();

      // Locked by now: a receipt in another spelling is not guessed at, but waits.
      const changed = Array.from({ length: 6 }, (_, index) => hexadecimalId(100 + index));
      for (const id of changed) {
        book.remember([segmentOf(id)], 10);
        expect(book.match([receipt(decimalOf(id))], 10)).toEqual([]);
      }
      expect(book.parked).toBe(6);
      expect(book.matchParked(10, 100)).toEqual([]);
      expect(found(book.matchParked(11, 100)).toSorted()).toEqual(changed.map((id) => `msg_${id}`));
      expect([book.parked, drifts]).toEqual([0, 1]);

      const next = hexadecimalId(200);
      book.remember([segmentOf(next)], 20);
      expect(found(book.match([receipt(decimalOf(next))], 20))).toEqual([`msg_${next}`]);
    });
  });
});
