import { forgetAlarms } from "../alarms/forget-alarms.ts";
import { lookAtAlarms } from "../alarms/look-at-alarms.ts";
import { sweepTraces } from "../db/message-traces.ts";
import { sweepSignIns } from "../db/people/sessions.ts";
import { sweepDeadLetters } from "../dead-letters/sweep-dead-letters.ts";
import { type CronRun, saveCronRuns } from "../db/cron-runs.ts";
import { foldTrafficOfAll } from "../db/across-months/traffic.ts";
import { idLowerBound } from "../ids.ts";
import { logError } from "../log.ts";
import { runRetention } from "../retention/run-retention.ts";
import { measureStorage } from "../storage/measure-storage.ts";
import { countUsageAhead } from "../usage/count-ahead.ts";

/** Minutes between two times that the totals are brought up to date; until then questions add up what is missing. */
const foldEveryMinutes = 10;
/** For dashboards, which draw by the minute. */
const trafficKeptMinutes = 31 * 24 * 60;

/** Of each hour: not with everything else that is done once in one. */
const countUsageAtMinute = 25;

/** Rows of each kind: anybody can leave tries to sign in, under ever new e-mails. */
const signInsSweptAtOnce = 10_000;

/** A receipt that is matched comes within five days. */
const tracesKeptMs = 7 * 86_400_000;

/** What the cron trigger does. A task that fails keeps no other from its turn, and is done the next time. */
export async function everyMinute(env: Env, scheduledAtMs: number): Promise<void> {
  const minute = Math.floor(scheduledAtMs / 60_000);
  const runs: CronRun[] = [];
  const attempt = (task: string, run: () => Promise<void>): Promise<void> => runTask(runs, task, run);
  if (minute % foldEveryMinutes === 0) {
    await attempt("fold_traffic", () =>
      foldTrafficOfAll(env, { beforeMinute: minute, keptFromMinute: minute - trafficKeptMinutes }),
    );
    await attempt("sweep_sign_ins", () => sweepSignIns(env.DB, scheduledAtMs, signInsSweptAtOnce));
    await attempt("sweep_traces", () => sweepTraces(env, idLowerBound("message", scheduledAtMs - tracesKeptMs)));
  }
  await attempt("alarms", () => lookAtAlarms(env, scheduledAtMs));
  if (minute % 60 === 0) await attempt("forget_alarms", () => forgetAlarms(env, scheduledAtMs));
  if (minute % 60 === 0) await attempt("sweep_dead_letters", () => sweepDeadLetters(env, scheduledAtMs));
  if (minute % 60 === 0) await attempt("storage", () => measureStorage(env, scheduledAtMs));
  if (minute % 60 === countUsageAtMinute) {
    await attempt("count_usage", () => countUsageAhead(env, scheduledAtMs));
  }
  await attempt("retention", () => runRetention(env, { nowMs: scheduledAtMs }));
  await attempt("note_runs", () => saveCronRuns(env.DB, runs));
}

/** Runs a task, and notes how it went. */
async function runTask(runs: CronRun[], task: string, run: () => Promise<void>): Promise<void> {
  const atMs = Date.now();
  let failed: string | null = null;
  try {
    await run();
  } catch (error) {
    failed = String(error).slice(0, 500);
    logError("cron.task_failed", error, { task });
  }
  runs.push({ task, atMs, durationMs: Date.now() - atMs, error: failed });
}
