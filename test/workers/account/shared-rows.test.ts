import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { Outbox, type OutboxChunk } from "../../../durable-objects/lib/outbox.ts";
import { makeAccount } from "../support/accounts.ts";

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  items: number;
  body: string;
}

interface Tables {
  /** An outbox on tables of its own; another one is what a restart makes. */
  make: () => Outbox;
  rows: () => Row[];
}

async function withOutbox(use: (tables: Tables) => void): Promise<void> {
  const account = await makeAccount();
  await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage: { sql } }) => {
    use({ make: () => new Outbox(sql), rows: () => sql.exec<Row>("SELECT * FROM outbox ORDER BY id").toArray() });
  });
}

const idOf = (item: number) => `m${String(item).padStart(6, "0")}`;

function share(outbox: Outbox, item: number, characters = 0): void {
  outbox.appendShared(idOf(item), 1, JSON.stringify([{ id: idOf(item), text: "x".repeat(characters) }]));
}

function itemsIn(chunks: readonly OutboxChunk[]): string[] {
  return chunks.flatMap(({ bodies }) =>
    bodies.flatMap((body) => (JSON.parse(body) as { id: string }[]).map(({ id }) => id)),
  );
}

const range = (from: number, end: number) => Array.from({ length: end - from }, (_, index) => from + index);

describe("items that come one after another", () => {
  it("share rows, and leave in their order", async ({ expect }) => {
    await withOutbox(({ make, rows }) => {
      const outbox = make();
      for (const item of range(0, 40)) share(outbox, item);
      expect(rows().map(({ items }) => items)).toEqual([16, 16, 8]);
      expect(outbox.waitingItems).toBe(40);
      const chunks = outbox.take(1);
      expect(itemsIn(chunks)).toEqual(range(0, 40).map(idOf));
      expect(chunks.map(({ items }) => items)).toEqual([40]);
      outbox.confirm(chunks.map(({ id }) => id));
      expect([outbox.waitingItems, outbox.hasUnconfirmed, outbox.hasFullChunk, rows()]).toEqual([0, false, false, []]);
    });
  });

  it("leave a row that is in a chunk as it is", async ({ expect }) => {
    await withOutbox(({ make, rows }) => {
      const outbox = make();
      for (const item of range(0, 3)) share(outbox, item);
      const sent = outbox.take(1_000);
      for (const item of range(3, 6)) share(outbox, item);
      expect(rows().map(({ id, items }) => [id, items])).toEqual([
        [idOf(0), 3],
        [idOf(3), 3],
      ]);
      expect(outbox.takeOverdue(2_000, 3_000)).toEqual(sent);
      outbox.confirm([idOf(0)]);
      expect(itemsIn(outbox.take(4_000))).toEqual(range(3, 6).map(idOf));
    });
  });

  it("make no row of more than 4,000 characters, whatever their size", async ({ expect }) => {
    await withOutbox(({ make, rows }) => {
      const outbox = make();
      const sizes = [1_000, 1_000, 1_000, 1_500, 10, 3_990, 10, 9_000, 10];
      for (const [item, size] of sizes.entries()) share(outbox, item, size);
      expect(rows().map(({ items }) => items)).toEqual([3, 2, 1, 1, 1, 1]);
      expect(itemsIn(outbox.take(1))).toEqual(range(0, sizes.length).map(idOf));
    });
  });

  it("join no row that items have to themselves", async ({ expect }) => {
    await withOutbox(({ make, rows }) => {
      const outbox = make();
      share(outbox, 0);
      outbox.append(`${idOf(1)}.fired`, 1, `[{"id":"${idOf(1)}"}]`);
      share(outbox, 2);
      share(outbox, 3);
      expect(rows().map(({ id, items }) => [id, items])).toEqual([
        [idOf(0), 1],
        [`${idOf(1)}.fired`, 1],
        [idOf(2), 2],
      ]);
      expect(itemsIn(outbox.take(1))).toEqual(range(0, 4).map(idOf));
    });
  });

  it("are in the row that is found for them, in whichever it is", async ({ expect }) => {
    await withOutbox(({ make }) => {
      const outbox = make();
      for (const item of range(0, 50)) {
        share(outbox, item);
        if (item === 20) outbox.take(1);
      }
      for (const id of range(0, 50).map(idOf)) expect(outbox.findBody(id)).toContain(id);
    });
  });

  it("all leave once and in order, however they come, are cut, confirmed and read again", async ({ expect }) => {
    await withOutbox(({ make, rows }) => {
      // A linear congruential generator, of whose bits the low ones repeat.
      let seed = 7;
      const upTo = (end: number) => {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
        return (seed >>> 16) % end;
      };
      let outbox = make();
      let added = 0;
      const left: string[] = [];
      const out: OutboxChunk[] = [];
      const take = (): void => {
        const chunks = outbox.take(1);
        left.push(...itemsIn(chunks));
        out.push(...chunks);
      };
      const confirm = (): void => outbox.confirm(out.splice(0, 1).map(({ id }) => id));
      const steps = [
        () => share(outbox, added++, upTo(3_000)),
        () => share(outbox, added++, upTo(200)),
        () => share(outbox, added++, 20),
        () => outbox.append(idOf(added), 1, `[{"id":"${idOf(added++)}"}]`),
        // More than is kept in memory, so that the rest is read back while it still grows.
        () => range(0, upTo(60) === 0 ? 400 : 0).forEach(() => share(outbox, added++, 3_000)),
        take,
        confirm,
        () => (upTo(20) === 0 ? (outbox = make()) : null),
      ];
      for (let step = 0; step < 5_000; step++) steps[upTo(steps.length)]?.();
      expect(outbox.waitingItems).toBe(rows().reduce((sum, { items }) => sum + items, 0));
      while (outbox.hasUnconfirmed) {
        take();
        confirm();
      }
      expect(left).toEqual(range(0, added).map(idOf));
      expect(rows()).toEqual([]);
    });
  });
});
