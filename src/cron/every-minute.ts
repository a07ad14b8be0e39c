import { foldTraffic } from "../db/traffic/fold-traffic.ts";
import { logError } from "../log.ts";

/** Minutes between two times that the totals are brought up to date; until then questions add up what is missing. */
const foldEveryMinutes = 10;
/** For dashboards, which draw by the minute. */
const trafficKeptMinutes = 31 * 24 * 60;

/** What the cron trigger does. A task that fails keeps no other from its turn, and is done the next time. */
export async function everyMinute(env: Env, scheduledAtMs: number): Promise<void> {
  const minute = Math.floor(scheduledAtMs / 60_000);
  if (minute % foldEveryMinutes === 0) {
    await attempt("fold_traffic", () =>
      foldTraffic(env.DB, { beforeMinute: minute, keptFromMinute: minute - trafficKeptMinutes }),
    );
  }
}

async function attempt(task: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    logError("cron.task_failed", error, { task });
  }
}
