import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { ReceiptBook, type SubmittedSegment } from "../../../durable-objects/carrier/receipt-book.ts";
import { dateOldReceipts } from "../../../durable-objects/carrier/receipt-rows.ts";
import { makeCarrier, receipt } from "../support/scene.ts";

const dayMs = 86_400_000;

const segmentOf = (carrierMessageId: string): SubmittedSegment => ({
  carrierMessageId,
  messageId: `msg_${carrierMessageId}`,
  segment: 0,
  accountId: "acc",
  hops: 0,
  segmentCount: 1,
  sentAtMs: 1,
});

async function withSql(use: (sql: SqlStorage) => void): Promise<void> {
  const carrier = await makeCarrier();
  await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) => use(storage.sql));
}

const openBook = (sql: SqlStorage) => new ReceiptBook(sql, () => undefined);
const idsUpTo = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`);

/** The final states that a book has, by the carrier's id. */
function statesOf(book: ReceiptBook, ids: readonly string[]): (string | null)[] {
  return book
    .match(
      ids.map((id) => receipt(id)),
      1,
    )
    .map(({ segment }) => segment.finalState);
}

describe("final states of segments", () => {
  it("are each segment's own, in a book that was opened anew as well", async ({ expect }) => {
    await withSql((sql) => {
      const ids = idsUpTo(2_500);
      const book = openBook(sql);
      book.remember(ids.slice(0, 1_000).map(segmentOf), dayMs);
      const reopened = openBook(sql);
      reopened.remember(ids.slice(1_000).map(segmentOf), dayMs);
      const everyThird = ids.filter((_id, index) => index % 3 === 0);
      reopened.close(
        reopened.match(
          everyThird.map((id) => receipt(id)),
          1,
        ),
      );
      const expected = ids.map((_id, index) => (index % 3 === 0 ? "delivered" : null));
      expect(statesOf(reopened, ids)).toEqual(expected);
      expect(statesOf(openBook(sql), ids)).toEqual(expected);
    });
  });

  it("of a hundred that came together are a few rows to write", async ({ expect }) => {
    await withSql((sql) => {
      const ids = idsUpTo(100);
      const book = openBook(sql);
      book.remember(ids.map(segmentOf), dayMs);
      const matches = book.match(
        ids.map((id) => receipt(id)),
        1,
      );
      const changes = () => sql.exec<{ changes: number }>("SELECT total_changes() AS changes").one().changes;
      const before = changes();
      book.close(matches);
      expect(changes() - before).toBeLessThanOrEqual(2);
    });
  });

  it("are forgotten with their day", async ({ expect }) => {
    await withSql((sql) => {
      const book = openBook(sql);
      book.remember([segmentOf("old")], dayMs);
      book.remember([segmentOf("new")], 3 * dayMs);
      book.sweep(2 * dayMs, 100);
      expect(statesOf(book, ["old", "new"])).toEqual([null]);
      expect(sql.exec("SELECT name FROM sqlite_master WHERE name LIKE 'receipt%\\_1' ESCAPE '\\'").toArray()).toEqual(
        [],
      );
    });
  });
});

it("receipts of a time when the final state was a column are still found", async ({ expect }) => {
  await withSql((sql) => {
    sql.exec(`CREATE TABLE receipts_1 (carrier_key TEXT NOT NULL, message_id TEXT NOT NULL, segment INTEGER NOT NULL,
      account_id TEXT NOT NULL, segment_count INTEGER NOT NULL, final_state TEXT, sent_at_ms INTEGER NOT NULL,
      hops INTEGER NOT NULL, PRIMARY KEY (carrier_key, message_id, segment)) WITHOUT ROWID`);
    sql.exec(
      "INSERT INTO receipts_1 VALUES ('a1', 'msg_1', 0, 'acc', 1, 'expired', 1, 0), ('a2', 'msg_2', 0, 'acc', 1, NULL, 1, 0)",
    );
    dateOldReceipts(sql, 2);
    const book = openBook(sql);
    book.remember([{ ...segmentOf("a1"), messageId: "msg_1" }, segmentOf("a3")], dayMs);
    expect(statesOf(book, ["a1", "a2", "a3"])).toEqual(["expired", null, null]);
    book.close(book.match([receipt("a2"), receipt("a3")], 1));
    expect(statesOf(book, ["a1", "a2", "a3"])).toEqual(["expired", null, "delivered"]);
  });
});
