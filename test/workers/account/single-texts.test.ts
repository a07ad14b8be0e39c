import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, it, vi } from "vitest";
import { type TestAccount, acceptTexts, makeAccount, makeDraft } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

// Texts that come one a call, of one account, which share rows of its outbox.

/** A queue that says it took what it loses. */
function loseWhatIsSent(): void {
  vi.spyOn(env.OUTBOUND, "sendBatch").mockImplementation(() =>
    Promise.resolve({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }),
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function acceptOne(account: TestAccount): Promise<string> {
  const reply = await acceptTexts(account);
  const item = reply.ok ? reply.items[0] : undefined;
  if (item === undefined || !("id" in item)) throw new Error("the text was not taken");
  return item.id;
}

async function acceptSingly(account: TestAccount, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await acceptOne(account));
  return ids;
}

function rows(account: TestAccount, query: string): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) =>
    storage.sql.exec(query).toArray(),
  );
}

/** The object begins again, and everything that was sent is sent again. */
async function restart(account: TestAccount): Promise<void> {
  const stub = env.ACCOUNT.getByName(account.id);
  await evictDurableObject(stub);
  await runInDurableObject(stub, async (_object, { storage }) => {
    storage.sql.exec("UPDATE outbox_chunks SET sent_at_ms = 0");
    storage.sql.exec("UPDATE alarms SET due_at_ms = 1 WHERE kind = 'outbox'");
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(stub);
}

async function inReadModel(account: TestAccount): Promise<unknown[]> {
  const { results } = await env.DB.prepare("SELECT id FROM messages WHERE account_id = ? ORDER BY id")
    .bind(account.id)
    .all();
  return results.map(({ id }) => id);
}

const stateOf = async (account: TestAccount, id: string) => {
  const found = await env.ACCOUNT.getByName(account.id).findWaiting(account.presented, id);
  return found.ok ? [found.value?.state, found.value?.text.id] : found.error.code;
};

describe("single texts of an account", () => {
  it("all leave once, when the queue lost some and the object begins again", async ({ expect }) => {
    loseWhatIsSent();
    const account = await makeAccount();
    const ids = await acceptSingly(account, 40);
    expect((await rows(account, "SELECT id FROM outbox")).length).toBeLessThan(10);
    vi.restoreAllMocks();
    await restart(account);
    ids.push(...(await acceptSingly(account, 10)));
    await Promise.all(ids.map((id) => withStatus(id, "queued")));
    expect(await inReadModel(account)).toEqual(ids);
    while ((await rows(account, "SELECT id FROM outbox")).length > 0) await scheduler.wait(10);
  });

  it("are each found while they wait, before a restart and after", async ({ expect }) => {
    loseWhatIsSent();
    const account = await makeAccount();
    const ids = await acceptSingly(account, 40);
    for (const id of ids) expect(await stateOf(account, id)).toEqual(["accepted", id]);
    await evictDurableObject(env.ACCOUNT.getByName(account.id));
    for (const id of ids) expect(await stateOf(account, id)).toEqual(["accepted", id]);
  });

  it("are found beside texts that were scheduled and have fired", async ({ expect }) => {
    loseWhatIsSent();
    const account = await makeAccount();
    const scheduled = await acceptTexts(account, {
      texts: [makeDraft({ timing: { sendAtMs: Date.now() + 86_400_000 } })],
    });
    const [item] = scheduled.ok ? scheduled.items : [];
    const firedId = item !== undefined && "id" in item ? item.id : "";
    const before = await acceptSingly(account, 5);
    const stub = env.ACCOUNT.getByName(account.id);
    await runInDurableObject(stub, async (_object, { storage }) => {
      storage.sql.exec("UPDATE scheduled_texts SET due_at_ms = 1");
      storage.sql.exec("UPDATE alarms SET due_at_ms = 1 WHERE kind = 'scheduled_texts'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await runDurableObjectAlarm(stub);
    const after = await acceptSingly(account, 5);
    for (const id of [...before, ...after]) expect(await stateOf(account, id)).toEqual(["accepted", id]);
    expect(await stateOf(account, firedId)).toEqual(["fired", firedId]);
  });

  it("are there where they were acknowledged, and only these, when the object dies as it takes one more", async ({
    expect,
  }) => {
    loseWhatIsSent();
    const account = await makeAccount();
    const ids = await acceptSingly(account, 10);
    await rows(account, "CREATE TRIGGER killed BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'killed'); END");
    await expect(acceptOne(account)).rejects.toThrow();
    await rows(account, "DROP TRIGGER killed");
    ids.push(...(await acceptSingly(account, 3)));
    vi.restoreAllMocks();
    await restart(account);
    await Promise.all(ids.map((id) => withStatus(id, "queued")));
    expect(await inReadModel(account)).toEqual(ids);
  });

  it("sort after those that wait, where the clock stood back while the object began again", async ({ expect }) => {
    loseWhatIsSent();
    const account = await makeAccount();
    const first = "msg_01JD0000000000000000000000";
    const second = "msg_5ZZZZZZZZZ0000000000000000";
    const body = JSON.stringify([first, second].map((id) => ({ id, reference: 0, ...makeDraft() })));
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (_object, { storage }) => {
      storage.sql.exec("INSERT INTO outbox (id, items, body) VALUES (?, 2, ?)", first, body);
    });
    await evictDurableObject(env.ACCOUNT.getByName(account.id));
    const third = await acceptOne(account);
    expect(third > second).toBe(true);
    for (const id of [first, second, third]) expect(await stateOf(account, id)).toEqual(["accepted", id]);
  });
});
