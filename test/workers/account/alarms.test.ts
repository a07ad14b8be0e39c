import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { type TestAccount, makeAccount } from "../support/accounts.ts";
import { withStatus } from "../support/scene.ts";

const dayMs = 86_400_000;

/** Makes the account's schedules due, the recurring ones before the single texts. */
async function makeDue({ id }: TestAccount): Promise<void> {
  await runInDurableObject(env.ACCOUNT.getByName(id), async (_object, { storage }) => {
    const past = Date.now() - 1_000;
    storage.sql.exec("UPDATE schedules SET next_run_at_ms = ?", past - 1_000);
    storage.sql.exec("UPDATE scheduled_texts SET due_at_ms = ?", past);
    storage.sql.exec("UPDATE alarms SET due_at_ms = ? WHERE kind = 'scheduled_texts'", past);
    storage.sql.exec("UPDATE alarms SET due_at_ms = ? WHERE kind = 'schedules'", past - 1_000);
    await storage.setAlarm(Date.now() + 1);
  });
}

describe("an alarm whose handler brings the object down each time", () => {
  it("holds up no other", async () => {
    const account = await makeAccount();
    const { key } = account;
    const daily = { name: "Daily", cron: "0 9 * * *", timeZone: "UTC", messages: [aMessage] };
    await call("POST", "/v1/schedules", { key, body: daily });
    const sendAt = new Date(Date.now() + dayMs).toISOString();
    const sent = await call("POST", "/v1/messages", { key, body: { ...aMessage, sendAt } });
    const stub = env.ACCOUNT.getByName(account.id);
    await runInDurableObject(stub, (_object, { storage }) => {
      storage.sql.exec("CREATE TRIGGER down BEFORE INSERT ON schedule_runs BEGIN SELECT RAISE(ABORT, 'no run'); END");
    });
    await makeDue(account);
    // Arrives at all, where nothing else but the platform runs the alarm.
    await withStatus((sent.body as { id: string }).id, "queued");
  });
});
