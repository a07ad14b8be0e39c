import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Makes a carrier's alarms of this kind due, and runs them and no others. */
export async function runAlarms(carrier: string, kind: string): Promise<void> {
  const stub = env.CARRIER.getByName(carrier);
  await runInDurableObject(stub, async (_object, state) => {
    state.storage.sql.exec("UPDATE alarms SET due_at_ms = CASE kind WHEN ? THEN 1 ELSE 4000000000000 END", kind);
    await state.storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(stub);
}
