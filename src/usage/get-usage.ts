import type { PresentedKey } from "../accounts/presented-key.ts";
import { nextDayMs } from "../accounts/periods.ts";
import { countUsageOfAll, findUsageOfAll } from "../db/across-months/usage.ts";
import { countedAfterMs } from "../db/count-usage.ts";
import { type Result, failField, ok } from "../errors.ts";
import { countDays, daysBetween } from "./usage-days.ts";
import type { UsageGroup, UsageRow } from "./usage.ts";

export interface UsageQuery {
  /** Days (UTC), both included. */
  from: string;
  to: string;
  groupBy: readonly UsageGroup[];
}

/** Longest range, so that a year can be compared with the one before it day by day. */
const daysLimit = 366;
const rowsLimit = 10_000;
/** Days of accounts that one question counts; it reads the others message by message. */
const countedAtOnce = { ofOne: 31, ofAll: 500 };

/** What a key's account sent. Errors: unauthenticated, missing_scope, invalid_request. */
export async function getUsage(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  query: UsageQuery,
  nowMs: number,
): Promise<Result<UsageRow[]>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "usage:read");
  return authorized.ok ? readUsage(env, key.accountId, query, nowMs) : authorized;
}

/** What all accounts sent, or one of them. Errors: invalid_request. */
export function getUsageOfAccounts(
  env: Pick<Env, "DB">,
  accountId: string | null,
  query: UsageQuery,
  nowMs: number,
): Promise<Result<UsageRow[]>> {
  return readUsage(env, accountId, query, nowMs);
}

async function readUsage(
  env: Pick<Env, "DB">,
  accountId: string | null,
  { from, to, groupBy }: UsageQuery,
  nowMs: number,
): Promise<Result<UsageRow[]>> {
  const count = countDays(from, to);
  if (count === 0) return failField("to", "invalid_request", "This must not be before `from`.");
  if (count > daysLimit) return failField("from", "invalid_request", `At most ${daysLimit} days can be told at once.`);
  const days = daysBetween(from, to);
  const settled = days.filter(({ day }) => nextDayMs(Date.parse(day)) + countedAfterMs <= nowMs);
  const limit = accountId === null ? countedAtOnce.ofAll : countedAtOnce.ofOne;
  await countUsageOfAll(env, { accountId, days: settled }, limit);
  const rows = await findUsageOfAll(env, { accountId, days }, groupBy, rowsLimit + 1);
  if (rows.length <= rowsLimit) return ok(rows);
  return failField("groupBy", "invalid_request", `This makes more than ${rowsLimit} rows: take fewer days or groups.`);
}
