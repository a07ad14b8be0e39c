import { z } from "zod";
import type { TortureAccount } from "./accounts.ts";
import { ask } from "./api.ts";
import type { AccountName } from "./names.ts";
import { firstScheduledNumber, tortureText } from "./texts.ts";

/** A recurring schedule, and what the customer knows of it. */
export interface Recurring {
  id: string;
  account: AccountName;
  everyMinutes: number;
  /** Between these it was there; no run after the end. */
  fromMs: number;
  endsAtMs: number;
  /** Numbers of the texts that each run sends. */
  numbers: readonly number[];
}

const scheduleSchema = z.object({ id: z.string() });
const minuteMs = 60_000;
/** The API tells of the last 50. */
const mostRuns = 40;
const textsInARun = 3;

/** A schedule for each customer, from now on for so long. */
export async function makeSchedules(
  url: string,
  accounts: readonly TortureAccount[],
  durationMs: number,
): Promise<Recurring[]> {
  const everyMinutes = Math.ceil(durationMs / minuteMs / mostRuns);
  const schedules: Recurring[] = [];
  for (const [index, { name, apiKey }] of accounts.entries()) {
    const numbers = Array.from(
      { length: textsInARun },
      (_, place) => firstScheduledNumber + index * textsInARun + place,
    );
    const endsAtMs = Date.now() + durationMs;
    const answer = await ask(`${url}/v1/schedules`, apiKey, "POST", {
      name: "torture",
      cron: `*/${everyMinutes} * * * *`,
      timeZone: "UTC",
      endsAt: new Date(endsAtMs).toISOString(),
      messages: numbers.map(tortureText).map(({ to, from, text }) => ({ to, from, text })),
    });
    const { id } = scheduleSchema.parse(JSON.parse(answer?.body ?? "{}"));
    schedules.push({ id, account: name, everyMinutes, fromMs: Date.now(), endsAtMs, numbers });
  }
  return schedules;
}
