import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { Outbox, type OutboxLimits } from "../../../durable-objects/lib/outbox.ts";
import { makeAccount, makeDraft } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

/** Runs `use` with an outbox on tables of its own, inside some object. */
async function withOutbox(use: (make: () => Outbox) => void, limits: Partial<OutboxLimits> = {}): Promise<void> {
  const account = await makeAccount();
  const all = { unconfirmedChunks: 2, unconfirmedBeforeFull: 2, itemsPerChunk: 3, charactersPerChunk: 100, ...limits };
  await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, state) => {
    use(() => new Outbox(state.storage.sql, all));
  });
}

const idsIn = (chunks: { bodies: string[] }[]) => chunks.map(({ bodies }) => bodies.join(""));

describe("an outbox", () => {
  it("keeps a bounded number of chunks out, and goes on when one is confirmed", async ({ expect }) => {
    await withOutbox((make) => {
      const outbox = make();
      for (const id of "abcdefgh") outbox.append(id, 1, id);
      expect(idsIn(outbox.take(1))).toEqual(["abc", "def"]);
      expect(outbox.take(2)).toEqual([]);
      outbox.confirm(["a"]);
      expect(idsIn(outbox.take(3))).toEqual(["gh"]);
      expect(outbox.waitingItems).toBe(5);
    });
  });

  it("sends the same chunks again, also after a restart", async ({ expect }) => {
    await withOutbox((make) => {
      const outbox = make();
      for (const id of "abcd") outbox.append(id, 1, id);
      const sent = outbox.take(1_000);
      for (const id of "ef") outbox.append(id, 1, id);
      const restarted = make();
      expect(restarted.takeOverdue(1_000, 2_000)).toEqual([]);
      expect(restarted.takeOverdue(1_001, 2_000)).toEqual(sent);
      expect(restarted.take(3_000)).toEqual([]);
      restarted.confirm(["a", "d"]);
      expect(idsIn(restarted.take(4_000))).toEqual(["ef"]);
    });
  });

  it("sends what there is while little is out, and only full chunks after that", async ({ expect }) => {
    await withOutbox(
      (make) => {
        const outbox = make();
        outbox.append("a", 1, "a");
        expect(idsIn(outbox.take(1))).toEqual(["a"]);
        outbox.append("b", 1, "b");
        outbox.append("c", 1, "c");
        expect(outbox.take(2)).toEqual([]);
        expect(make().take(2)).toEqual([]);
        outbox.append("d", 1, "d");
        outbox.append("e", 1, "e");
        expect(idsIn(outbox.take(3))).toEqual(["bcd"]);
        outbox.confirm(["a"]);
        expect(outbox.take(4)).toEqual([]);
        outbox.confirm(["b"]);
        expect(idsIn(outbox.take(5))).toEqual(["e"]);
      },
      { unconfirmedChunks: 5, unconfirmedBeforeFull: 1 },
    );
  });

  it("cuts chunks by size, and sends one row that is larger than a chunk by itself", async ({ expect }) => {
    await withOutbox((make) => {
      const outbox = make();
      outbox.append("a", 1, "x".repeat(60));
      outbox.append("b", 1, "y".repeat(60));
      outbox.append("c", 1, "z".repeat(300));
      expect(outbox.take(1).map(({ id }) => id)).toEqual(["a", "b"]);
      outbox.confirm(["a", "b", "b"]);
      expect(outbox.take(1).map(({ id }) => id)).toEqual(["c"]);
    });
  });

  it("finds the row an item is in", async ({ expect }) => {
    await withOutbox((make) => {
      const outbox = make();
      outbox.append("m10", 2, "first");
      outbox.append("m20", 2, "second");
      expect([outbox.findBody("m15"), outbox.findBody("m20"), outbox.findBody("m05")]).toEqual([
        "first",
        "second",
        null,
      ]);
    });
  });
});

describe("what an account accepted", () => {
  it("leaves again when the queue lost it", async ({ expect }) => {
    const account = await makeAccount();
    const stub = env.ACCOUNT.getByName(account.id);
    // Filled in without a drain, as if the process had died between the commit and the queue.
    await runInDurableObject(stub, (_object, state) => {
      const text = { id: "msg_01JD0000000000000000000000", reference: 0, ...makeDraft() };
      state.storage.sql.exec("INSERT INTO outbox (id, items, body) VALUES (?, 1, ?)", text.id, JSON.stringify([text]));
      state.storage.sql.exec("INSERT INTO outbox_chunks VALUES (?, ?, 1)", text.id, text.id);
      state.storage.sql.exec("INSERT INTO alarms (kind, id, due_at_ms) VALUES ('outbox', '', 1)");
    });
    await evictDurableObject(stub);
    await runInDurableObject(stub, async (_object, state) => state.storage.setAlarm(Date.now() + 60_000));
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await withStatus("msg_01JD0000000000000000000000", "queued");
    await untilEmpty(account.id);
  });
});

async function untilEmpty(accountId: string): Promise<void> {
  for (;;) {
    const rows = await runInDurableObject(env.ACCOUNT.getByName(accountId), (_object, state) =>
      state.storage.sql.exec("SELECT id FROM outbox").toArray(),
    );
    if (rows.length === 0) return;
    await scheduler.wait(10);
  }
}
