import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./say.ts";

const minuteMs = 60_000;

/** The part of a Worker that is used here. */
export interface ScheduledWorker {
  scheduled(options: { cron: string; scheduledTime: Date }): Promise<unknown>;
}

/** Does on every full minute what the platform's cron trigger does, as long as the process runs. */
export async function runCron(worker: ScheduledWorker): Promise<never> {
  for (;;) {
    const dueAtMs = (Math.floor(Date.now() / minuteMs) + 1) * minuteMs;
    await sleep(dueAtMs - Date.now(), undefined, { ref: false });
    try {
      await worker.scheduled({ cron: "* * * * *", scheduledTime: new Date(dueAtMs) });
    } catch (error) {
      say(`edge: cron: ${String(error)}`);
    }
  }
}
