import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { fnv1a } from "../../../durable-objects/carrier/receipt-hash.ts";
import { ReceiptBook, type SubmittedSegment } from "../../../durable-objects/carrier/receipt-book.ts";
import type { ReceiptState } from "../../../src/sms/receipt-states.ts";
import { makeCarrier, receipt } from "../support/scene.ts";

const dayMs = 86_400_000;

function segmentOf(carrierMessageId: string, more: Partial<SubmittedSegment> = {}): SubmittedSegment {
  const messageId = `msg_${carrierMessageId}`;
  return { carrierMessageId, messageId, segment: 0, accountId: "acc", hops: 0, segmentCount: 1, sentAtMs: 1, ...more };
}

const openBook = (sql: SqlStorage) => new ReceiptBook(sql, () => undefined);

async function withStorage(use: (storage: DurableObjectStorage) => void): Promise<void> {
  const carrier = await makeCarrier();
  await runInDurableObject(env.CARRIER.getByName(carrier), (_object, { storage }) => use(storage));
}

/** Remembers `x0` to `x<count - 1>`, a hundred a report. */
function rememberMany(book: ReceiptBook, count: number, nowMs = dayMs): void {
  for (let first = 0; first < count; first += 100) {
    const ids = Array.from({ length: Math.min(100, count - first) }, (_, index) => `x${first + index}`);
    book.remember(
      ids.map((id) => segmentOf(id)),
      nowMs,
    );
  }
}

/** Whom receipts are for, and the final states these have already. */
function found(book: ReceiptBook, ids: readonly string[]): [messageId: string, state: ReceiptState | null][] {
  const matches = book.match(
    ids.map((id) => receipt(id)),
    1,
  );
  return matches.map(({ segment }) => [segment.messageId, segment.finalState]);
}

const deliver = (book: ReceiptBook, id: string) => book.close(book.match([receipt(id)], 1));
const some = ["x0", "x99", "x100", "x16383", "x16384", "x20000", "x32768", "x39999"];

describe("segments that share rows", () => {
  it("are found after the object begins again", async ({ expect }) => {
    const stub = env.CARRIER.getByName(await makeCarrier());
    const ids = ["a1", "a2", "a3"];
    const all = ids.map((id) => [`msg_${id}`, null]);
    await runInDurableObject(stub, (_object, { storage }) => {
      const book = openBook(storage.sql);
      book.remember(
        ids.map((id) => segmentOf(id)),
        dayMs,
      );
      expect(found(book, ids)).toEqual(all);
    });
    await evictDurableObject(stub);
    await runInDurableObject(stub, (_object, { storage }) => {
      const book = openBook(storage.sql);
      expect(found(book, ids)).toEqual(all);
      book.remember([segmentOf("a4")], dayMs);
      expect(found(book, [...ids, "a4"])).toEqual([...all, ["msg_a4", null]]);
    });
  });

  it("are a row for those of a report", async ({ expect }) => {
    await withStorage(({ sql }) => {
      const book = openBook(sql);
      rememberMany(book, 100);
      const changes = () => sql.exec<{ changes: number }>("SELECT total_changes() AS changes").one().changes;
      const before = changes();
      book.remember(
        Array.from({ length: 100 }, (_, index) => segmentOf(`y${index}`)),
        dayMs,
      );
      expect(changes() - before).toBe(1);
    });
  });

  it("are found by thousands, before and after the object begins again, and then have states", async ({ expect }) => {
    await withStorage(({ sql }) => {
      const book = openBook(sql);
      rememberMany(book, 40_000);
      expect(found(book, some)).toEqual(some.map((id) => [`msg_${id}`, null]));
      const { metered, rowsRead } = meteredSql(sql);
      const again = openBook(metered);
      expect(found(again, [...some, "x40000", "none"])).toEqual(some.map((id) => [`msg_${id}`, null]));
      // Of 400 rows of segments those that the index lacks.
      expect(rowsRead()).toBeLessThan(200);
      for (const id of some) deliver(again, id);
      expect(found(openBook(sql), some)).toEqual(some.map((id) => [`msg_${id}`, "delivered"]));
    });
  });

  it("in reports of one, by an object that often begins again, are found as well", async ({ expect }) => {
    await withStorage(({ sql }) => {
      let book = openBook(sql);
      for (let number = 0; number < 3_000; number++) {
        if (number % 600 === 0) book = openBook(sql);
        book.remember([segmentOf(`x${number}`)], dayMs);
      }
      const ids = ["x0", "x1023", "x1800", "x1801", "x2999"];
      const { metered, rowsRead } = meteredSql(sql);
      expect(found(openBook(metered), ids)).toEqual(ids.map((id) => [`msg_${id}`, null]));
      expect(rowsRead()).toBeLessThan(1_000);
    });
  });

  it("in one report of thousands are found", async ({ expect }) => {
    await withStorage(({ sql }) => {
      openBook(sql).remember(
        Array.from({ length: 40_000 }, (_, index) => segmentOf(`x${index}`)),
        dayMs,
      );
      expect(found(openBook(sql), some)).toEqual(some.map((id) => [`msg_${id}`, null]));
    });
  });

  it("of which one is remembered twice keep its state, in memory, after a new beginning and on disk", async ({
    expect,
  }) => {
    await withStorage(({ sql }) => {
      let book = openBook(sql);
      const twice = segmentOf("twice");
      book.remember([twice, twice], dayMs);
      deliver(book, "twice");
      const told = () => {
        book.remember([twice], dayMs);
        return found(book, ["twice"]);
      };
      expect(told()).toEqual([["msg_twice", "delivered"]]);
      book = openBook(sql);
      expect(told()).toEqual([["msg_twice", "delivered"]]);
      rememberMany(book, 20_000);
      book = openBook(sql);
      expect(told()).toEqual([["msg_twice", "delivered"]]);
    });
  });
});

describe("an id that is used again", () => {
  it("on one day is the newest text's that is open", async ({ expect }) => {
    await withStorage(({ sql }) => {
      const book = openBook(sql);
      book.remember([segmentOf("again", { messageId: "first", sentAtMs: 1 })], dayMs);
      rememberMany(book, 20_000);
      const reopened = openBook(sql);
      reopened.remember([segmentOf("again", { messageId: "second", sentAtMs: 2 })], dayMs);
      expect(found(reopened, ["again"])).toEqual([["second", null]]);
      deliver(reopened, "again");
      expect(found(reopened, ["again"])).toEqual([["first", null]]);
      deliver(reopened, "again");
      expect(found(openBook(sql), ["again"])).toEqual([["second", "delivered"]]);
      expect(reopened.segmentsOf("first", "again")).toMatchObject([{ messageId: "first", finalState: "delivered" }]);
    });
  });

  it("by thousands of texts is still each one's", async ({ expect }) => {
    await withStorage(({ sql }) => {
      const book = openBook(sql);
      for (let first = 0; first < 40_000; first += 1_000) {
        const texts = Array.from({ length: 1_000 }, (_, index) => first + index);
        book.remember(
          texts.map((number) => segmentOf("same", { messageId: `msg_${number}`, sentAtMs: number })),
          dayMs,
        );
      }
      const reopened = openBook(sql);
      expect(found(reopened, ["same"])).toEqual([["msg_39999", null]]);
      expect(reopened.segmentsOf("msg_5", "same")).toMatchObject([{ messageId: "msg_5", finalState: null }]);
    });
  });

  it("as the segments of one text is all of theirs", async ({ expect }) => {
    await withStorage(({ sql }) => {
      const book = openBook(sql);
      const parts = [0, 1, 2].map((segment) => segmentOf("whole", { segment, segmentCount: 3 }));
      book.remember(parts, dayMs);
      const matches = book.match([receipt("whole")], 1);
      expect(matches.map(({ segment }) => segment.segment)).toEqual([0, 1, 2]);
    });
  });
});

it("two ids of one hash are two ids", async ({ expect }) => {
  const [one, other] = collidingIds();
  expect(fnv1a(one)).toBe(fnv1a(other));
  await withStorage(({ sql }) => {
    const book = openBook(sql);
    book.remember([segmentOf(one)], dayMs);
    expect(found(book, [other])).toEqual([]);
    rememberMany(book, 20_000);
    const reopened = openBook(sql);
    expect(found(reopened, [other])).toEqual([]);
    reopened.remember([segmentOf(other)], dayMs);
    expect(reopened.segmentsOf(`msg_${one}`, other)).toEqual([]);
    expect(found(reopened, [one, other])).toEqual([
      [`msg_${one}`, null],
      [`msg_${other}`, null],
    ]);
  });
});

it("a transaction that throws leaves nothing to the object that begins again", async ({ expect }) => {
  await withStorage((storage) => {
    const { sql } = storage;
    rememberMany(openBook(sql), 16_300);
    const failing = () =>
      storage.transactionSync(() => {
        const book = openBook(sql);
        book.remember(
          Array.from({ length: 300 }, (_, index) => segmentOf(`lost${index}`)),
          dayMs,
        );
        book.remember([segmentOf("lost of another day")], 2 * dayMs);
        throw new Error("no");
      });
    expect(failing).toThrow("no");
    const book = openBook(sql);
    expect(found(book, ["lost0", "lost299", "lost of another day", "x0"])).toEqual([["msg_x0", null]]);
    rememberMany(book, 20_000);
    book.remember([segmentOf("late")], 2 * dayMs);
    expect(found(openBook(sql), ["x0", "x19999", "late", "lost0"])).toHaveLength(3);
  });
});

it("a day that is over goes with its index, and the others stay", async ({ expect }) => {
  await withStorage(({ sql }) => {
    const book = openBook(sql);
    rememberMany(book, 20_000, dayMs);
    for (const day of [2, 3, 4]) book.remember([segmentOf(`of day ${day}`)], day * dayMs);
    expect(found(book, ["x0", "x19999", "of day 2"])).toHaveLength(3);
    book.sweep(2 * dayMs, 100);
    expect(found(book, ["x0", "x19999"])).toEqual([]);
    expect(found(openBook(sql), ["of day 2", "of day 3", "of day 4"])).toHaveLength(3);
    const left = sql.exec("SELECT name FROM sqlite_master WHERE name LIKE 'receipt%\\_1' ESCAPE '\\'");
    expect(left.toArray()).toEqual([]);
  });
});

/** The same, with how many rows it was billed for reading. */
function meteredSql(sql: SqlStorage): { metered: SqlStorage; rowsRead: () => number } {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  const exec = (query: string, ...bindings: unknown[]) => {
    const cursor = sql.exec(query, ...bindings);
    cursors.push(cursor);
    return cursor;
  };
  return { metered: { exec } as SqlStorage, rowsRead: () => cursors.reduce((sum, each) => sum + each.rowsRead, 0) };
}

/** Two ids that begin differently and have one hash: among a hundred thousand there are mostly one or two such pairs. */
function collidingIds(): [string, string] {
  const byHash = new Map<number, string>();
  for (let number = 0; ; number++) {
    const id = (number * 7_919).toString(36);
    const other = byHash.get(fnv1a(id));
    if (other !== undefined) return [other, id];
    byHash.set(fnv1a(id), id);
  }
}
