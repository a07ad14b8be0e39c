import { dayOf } from "../accounts/periods.ts";
import { type MessageDatabase, messageDatabases } from "../db/months.ts";
import { listRetention } from "../db/retention/settings.ts";
import { findWalk, saveWalk } from "../db/retention/walk.ts";
import { deleteOldInbound, retainAccount } from "./retain-account.ts";
import {
  type Retention,
  type RetentionVariables,
  effectiveRetention,
  removesAnything,
  retentionDefaults,
} from "./retention.ts";
import { RowBudget } from "./row-budget.ts";

type RetentionEnv = Pick<Env, "DB" | "ARCHIVE"> & RetentionVariables;

export interface RunOptions {
  nowMs: number;
  /** Rows that D1 reads and writes in one run, about. */
  rows?: number;
}

/** Ten thousand messages that lose their text and their number and are deleted, at 15 rows each: 14 million a day. */
const rowsPerRun = 150_000;
/** D1 lets an invocation make a thousand, and other tasks of the minute make some. An account of which nothing is due takes seven. */
const queriesPerRun = 850;
/** The next run comes after a minute. */
const longestRunMs = 40_000;
const accountsAtOnce = 50;

/**
 * Removes what accounts do not want kept any longer. Each day (UTC) has a walk over the accounts, in each database; a run goes on
 * with it for a bounded number of rows, and every part of it may happen twice.
 */
export async function runRetention(env: RetentionEnv, { nowMs, rows = rowsPerRun }: RunOptions): Promise<void> {
  const defaults = retentionDefaults(env);
  const startedAtMs = Date.now();
  const budget = new RowBudget({ rows, queries: queriesPerRun }, () => Date.now() - startedAtMs > longestRunMs);
  for (const database of messageDatabases(env)) {
    if (budget.isSpent) return;
    await walk(env, database, defaults, budget, nowMs);
  }
}

async function walk(
  env: RetentionEnv,
  database: MessageDatabase,
  defaults: Retention,
  budget: RowBudget,
  nowMs: number,
): Promise<void> {
  const day = dayOf(nowMs);
  const last = await findWalk(database.db);
  if (last !== null && last.day >= day && last.isDone) return;
  let afterAccountId = last?.day === day ? last.afterAccountId : "";
  let deleted = 0;
  const ofAll = removesAnything(defaults);
  for (;;) {
    const accounts = await listRetention(env.DB, { afterAccountId, ofAll, limit: accountsAtOnce });
    budget.spend(0, 1);
    for (const { accountId, settings } of accounts) {
      const retention = effectiveRetention(settings, defaults);
      deleted += await retainAccount({ env, database, accountId, retention, budget, nowMs });
      if (budget.isSpent) return saveWalk(database.db, { day, afterAccountId, isDone: false }, deleted);
      afterAccountId = accountId;
    }
    if (accounts.length < accountsAtOnce) break;
  }
  if (database.db === env.DB) {
    await deleteOldInbound({ env, database, ofAccountId: null, retention: defaults, budget, nowMs });
  }
  await saveWalk(database.db, { day, afterAccountId, isDone: !budget.isSpent }, deleted);
}
