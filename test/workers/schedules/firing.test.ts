import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { type TestAccount, acceptTexts, makeAccount, makeDraft } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

const dayMs = 86_400_000;

/** Texts that are due in a day. */
async function schedule(account: TestAccount, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const texts = Array.from({ length: Math.min(1_000, count - ids.length) }, () =>
      makeDraft({ timing: { sendAtMs: Date.now() + dayMs } }),
    );
    const reply = await acceptTexts(account, { texts });
    if (!reply.ok) throw new Error(reply.error.code);
    for (const item of reply.items) ids.push("id" in item ? item.id : item.error);
  }
  return ids;
}

/** As if their time had come: the alarm is due, and runs when the test says so. */
async function makeDue(account: TestAccount): Promise<void> {
  await runInDurableObject(env.ACCOUNT.getByName(account.id), async (_object, { storage }) => {
    const past = Date.now() - 1_000;
    storage.sql.exec("UPDATE scheduled_texts SET due_at_ms = ?", past);
    storage.sql.exec("UPDATE alarms SET due_at_ms = ? WHERE kind = 'scheduled_texts'", past);
    await storage.setAlarm(Date.now() + dayMs);
  });
}

async function fire(account: TestAccount): Promise<void> {
  await runDurableObjectAlarm(env.ACCOUNT.getByName(account.id));
}

function rows(account: TestAccount, query: string): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) =>
    storage.sql.exec(query).toArray(),
  );
}

/** The messages of the account that the read model has as queued, once there are `count`, each once. */
async function untilQueued(account: TestAccount, count: number): Promise<unknown[]> {
  for (;;) {
    const { results } = await env.DB.prepare(
      "SELECT id FROM messages WHERE account_id = ? AND status = 'queued' ORDER BY id",
    )
      .bind(account.id)
      .all();
    if (results.length >= count) return results.map(({ id }) => id);
    await scheduler.wait(50);
  }
}

const fastAccount = { limits: { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000 } };

describe("texts whose time has come", () => {
  it("leave, each once, under the ids they have", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const ids = await schedule(account, 1_200);
    await makeDue(account);
    await fire(account);
    expect(await untilQueued(account, ids.length)).toEqual(ids);
    expect(await rows(account, "SELECT id FROM scheduled_texts")).toEqual([]);
  });

  it("are as if they had been fired once, wherever the object died", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const ids = await schedule(account, 1_200);
    await makeDue(account);
    const stub = env.ACCOUNT.getByName(account.id);
    // Dies within the second batch.
    const died = runInDurableObject(stub, async (object, { storage }) => {
      storage.sql.exec(`CREATE TRIGGER killed BEFORE INSERT ON outbox WHEN (SELECT count(*) FROM outbox) = 15
        BEGIN SELECT RAISE(ABORT, 'killed'); END`);
      await object.alarm();
    });
    await expect(died).rejects.toThrow();
    expect(await rows(account, "DROP TRIGGER IF EXISTS killed")).toEqual([]);
    const places = "(SELECT count(*) FROM scheduled_texts) + (SELECT coalesce(sum(items), 0) FROM outbox)";
    expect(await rows(account, `SELECT ${places} AS texts`)).toEqual([{ texts: 1_200 }]);
    await makeDue(account);
    await fire(account);
    expect(await untilQueued(account, ids.length)).toEqual(ids);
  });

  it("are held up by none that cannot be read, which is set aside and fails", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const ids = await schedule(account, 3);
    const [first = "", second = "", third = ""] = ids;
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) => {
      storage.sql.exec("UPDATE scheduled_texts SET body = '{' WHERE id = ?", second);
    });
    await makeDue(account);
    await fire(account);
    await Promise.all([first, third].map((id) => withStatus(id, "queued")));
    expect((await withStatus(second, "failed")).errorCode).toBe("unreadable");
    expect(await rows(account, "SELECT id, body, reason FROM schedule_failures")).toEqual([
      { id: second, body: "{", reason: "unreadable" },
    ]);
  });

  it("fail where the account may not send them any more", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const [id = ""] = await schedule(account, 1);
    await env.ACCOUNT.getByName(account.id).profile.update(
      { kind: "operator", name: "test" },
      { senders: [{ address: "Other", status: "active", countries: null }] },
      undefined,
    );
    await makeDue(account);
    await fire(account);
    expect((await withStatus(id, "failed")).errorCode).toBe("sender_not_allowed");
  });

  it("wait while the account is suspended", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const [id = ""] = await schedule(account, 1);
    const suspend = (status: "active" | "suspended") =>
      env.ACCOUNT.getByName(account.id).profile.update({ kind: "operator", name: "test" }, { status }, undefined);
    await suspend("suspended");
    await makeDue(account);
    await fire(account);
    expect(await rows(account, "SELECT id FROM scheduled_texts")).toEqual([{ id }]);
    await suspend("active");
    await makeDue(account);
    await fire(account);
    await withStatus(id, "queued");
  });

  it("wait for room in the outbox, and go on when there is some", { timeout: 60_000 }, async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const ids = await schedule(account, 5_000);
    await makeDue(account);
    const left = await runInDurableObject(env.ACCOUNT.getByName(account.id), async (object, { storage }) => {
      await object.alarm();
      return storage.sql.exec("SELECT count(*) AS count FROM scheduled_texts").one()["count"];
    });
    expect(left).toBe(2_000);
    // Started anew in the middle, it goes on from the disk.
    await evictDurableObject(env.ACCOUNT.getByName(account.id));
    for (let queued = 0; queued < ids.length; queued = (await untilQueued(account, queued)).length) {
      await makeDue(account);
      await fire(account);
      await scheduler.wait(100);
    }
    expect(await untilQueued(account, ids.length)).toEqual(ids);
  });

  it("are found while they wait in the outbox, and can no longer be canceled", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const ids = await schedule(account, 60);
    await makeDue(account);
    const stub = env.ACCOUNT.getByName(account.id);
    const seen = await runInDurableObject(stub, async (object) => {
      await object.alarm();
      return ids.map((id) => {
        const found = object.findWaiting(account.presented, id);
        return found.ok ? found.value?.state : found.error.code;
      });
    });
    expect(new Set(seen)).toEqual(new Set(["fired"]));
    const canceled = await stub.scheduled.cancel(account.presented, ids.slice(0, 1));
    expect(canceled.ok && canceled.value[0]?.state).not.toBe("canceled");
  });

  it("carry the moment they fired, which their route goes by", async ({ expect }) => {
    const account = await makeAccount(fastAccount);
    const [id = ""] = await schedule(account, 1);
    await makeDue(account);
    const beforeMs = Date.now();
    const text = await runInDurableObject(env.ACCOUNT.getByName(account.id), async (object) => {
      await object.alarm();
      const found = object.findWaiting(account.presented, id);
      return found.ok ? found.value?.text : undefined;
    });
    expect(text?.firedAtMs).toBeGreaterThanOrEqual(beforeMs);
  });
});
