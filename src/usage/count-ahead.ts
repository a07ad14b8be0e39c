import { dayOf } from "../accounts/periods.ts";
import { countUsageOfAll } from "../db/across-months/usage.ts";
import type { WithDatabase } from "../db/months.ts";
import { dayBefore, daysBetween } from "./usage-days.ts";

/** Receipts come for five days after a message went: a day that is as old is hardly ever counted again. */
const endedDaysAgo = 6;
/** So many days at a time, for a cron trigger that did not run. */
const daysAtOnce = 3;
/** Days of accounts in one transaction, which D1 gives 30 seconds, and transactions of one run. */
const countedAtOnce = 20;
const transactions = 20;

/** Counts days of which nothing more is heard before anybody asks for them, so that the first question of a month need not. */
export async function countUsageAhead(env: WithDatabase, nowMs: number): Promise<void> {
  const last = dayBefore(dayOf(nowMs), endedDaysAgo);
  const days = daysBetween(dayBefore(last, daysAtOnce - 1), last);
  for (let run = 0; run < transactions; run++) {
    if ((await countUsageOfAll(env, { accountId: null, days }, countedAtOnce)) === 0) return;
  }
}
