import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Runs both sweeps of an account's object now. */
export async function runAccountAlarms(accountId: string): Promise<void> {
  const stub = env.ACCOUNT.getByName(accountId);
  await runInDurableObject(stub, async (_object, { storage }) => {
    for (const kind of ["sweep", "feed_sweep"]) {
      storage.sql.exec(
        "INSERT INTO alarms (kind, id, due_at_ms) VALUES (?, '', 1) ON CONFLICT DO UPDATE SET due_at_ms = 1",
        kind,
      );
    }
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(stub);
}
