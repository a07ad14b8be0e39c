import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { AlarmBook } from "../../../durable-objects/lib/alarm-book.ts";
import { makeAccount } from "../support/accounts.ts";

const hourMs = 3_600_000;

it("an alarm that the clock was put forward over is set anew, once", async () => {
  const { id } = await makeAccount();
  await runInDurableObject(env.ACCOUNT.getByName(id), async (_object, { storage }) => {
    storage.sql.exec("DELETE FROM alarms");
    let nowMs = Date.now() + hourMs;
    const book = new AlarmBook(storage, () => nowMs);
    book.set("test", "early", nowMs + 30_000);
    expect(await storage.getAlarm()).toBe(nowMs + 30_000);

    nowMs += 60_000;
    book.set("test", "late", nowMs + 90_000);
    const setAnewMs = nowMs + 1;
    expect(await storage.getAlarm()).toBe(setAnewMs);

    nowMs += 1_000;
    book.set("test", "later", nowMs + 90_000);
    expect(await storage.getAlarm()).toBe(setAnewMs);
    await storage.deleteAlarm();
    storage.sql.exec("DELETE FROM alarms");
  });
});
