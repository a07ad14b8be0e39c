import { Cron } from "croner";

/** When a recurring schedule runs. */
export interface Recurrence {
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: string;
  /** An IANA name. */
  timeZone: string;
}

/** Whether a cron expression is one; otherwise what is wrong with it, for people. */
export function checkCron(cron: string): { ok: true } | { ok: false; message: string } {
  if (!/^\S+(?: \S+){4}$/.test(cron)) {
    return {
      ok: false,
      message: "This must have five fields with a blank between: minute, hour, day, month, weekday.",
    };
  }
  try {
    // Whether it ever comes is asked too: the 31st of February is well formed.
    return compile({ cron, timeZone: "UTC" }).nextRun(new Date(0)) === null
      ? { ok: false, message: "No day is like this." }
      : { ok: true };
  } catch (error) {
    return { ok: false, message: `This is no cron expression: ${describe(error)}` };
  }
}

/**
 * The first run after `afterMs` (epoch ms), null where there is none. A time that clocks skip runs right after the gap, one
 * that they show twice runs the first time; what has a wildcard or a step in its minutes or hours runs through both hours.
 */
export function nextRunMs(recurrence: Recurrence, afterMs: number): number | null {
  return compile(recurrence).nextRun(new Date(afterMs))?.getTime() ?? null;
}

function compile({ cron, timeZone }: Recurrence): Cron {
  return new Cron(cron, { mode: "5-part", timezone: timeZone, fixedTimeRule: "no-wildcard", paused: true });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^CronPattern: /, "") : String(error);
}
