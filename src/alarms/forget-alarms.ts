import { deleteOldAlarms } from "../db/alarms/alarms.ts";
import { deleteEndedSilences } from "../db/alarms/silences.ts";

/** How long an alarm is kept that is over. */
const keptMs = 90 * 86_400_000;
/** Alarms that are deleted at once. */
const deletedAtOnce = 2_000;

/** Deletes what is too old, a bounded number at a time. */
export async function forgetAlarms(env: Pick<Env, "DB">, nowMs: number): Promise<void> {
  await deleteOldAlarms(env.DB, nowMs - keptMs, deletedAtOnce);
  await deleteEndedSilences(env.DB, nowMs);
}
