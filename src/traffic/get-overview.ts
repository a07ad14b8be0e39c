import type { PresentedKey } from "../accounts/presented-key.ts";
import { findSeveralPointsOfAll } from "../db/across-months/points.ts";
import { countDeadLetters } from "../db/dead-letters.ts";
import type { TrafficPoint } from "../db/traffic/find-points.ts";
import { type Result, ok } from "../errors.ts";
import type { MinuteNumbers } from "../live/protocol.ts";
import type { AccountOverview } from "./account-overview.ts";
import { type TrafficNumbers, minuteNumbers, sumPoints } from "./numbers.ts";

/** What the first screen shows of traffic. */
export interface TrafficOverview {
  today: TrafficNumbers;
  last24Hours: TrafficNumbers;
  lastHour: MinuteNumbers[];
}

const minuteMs = 60_000;
const hourMinutes = 60;
const dayMs = 86_400_000;
/** A status and an hour are a row; there are fewer than twenty statuses. */
const rowsLimit = 2_000;

/** Everything that a customer's first screen shows. Errors: unauthenticated, missing_scope. */
export async function getOverview(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  nowMs: number,
): Promise<Result<TrafficOverview & { account: AccountOverview }>> {
  const sinceMs = [startOfDay(nowMs), startOfLast24Hours(nowMs)];
  const [account, traffic] = await Promise.all([
    env.ACCOUNT.getByName(key.accountId).overview.read(key, sinceMs),
    readTraffic(env, key.accountId, nowMs),
  ]);
  return account.ok ? ok({ ...traffic, account: account.value }) : account;
}

/** The same of the whole system, for operators. */
export async function getSystemOverview(
  env: Pick<Env, "DB">,
  nowMs: number,
): Promise<TrafficOverview & { deadLetters: number }> {
  const [traffic, deadLetters] = await Promise.all([readTraffic(env, null, nowMs), countDeadLetters(env.DB)]);
  return { ...traffic, deadLetters };
}

/** Midnight, UTC. */
export function startOfDay(nowMs: number): number {
  return nowMs - (nowMs % dayMs);
}

/** To the hour, so that it is read from few rows. */
export function startOfLast24Hours(nowMs: number): number {
  const hourMs = hourMinutes * minuteMs;
  return nowMs - (nowMs % hourMs) - dayMs + hourMs;
}

async function readTraffic(env: Pick<Env, "DB">, accountId: string | null, nowMs: number): Promise<TrafficOverview> {
  const nowMinute = Math.floor(nowMs / minuteMs);
  const query = { accountId, beforeMinute: nowMinute + 1, labels: ["status"], limit: rowsLimit } as const;
  const [byHour = [], byMinute = []] = await findSeveralPointsOfAll(env, [
    { ...query, fromMinute: earliestMinute(nowMs), stepMinutes: hourMinutes },
    { ...query, fromMinute: nowMinute - hourMinutes + 1, stepMinutes: 1 },
  ]);
  const since = (atMs: number): TrafficPoint[] => byHour.filter(({ minute }) => minute * minuteMs >= atMs);
  return {
    today: sumPoints(since(startOfDay(nowMs))),
    last24Hours: sumPoints(since(startOfLast24Hours(nowMs))),
    lastHour: minuteNumbers(byMinute),
  };
}

function earliestMinute(nowMs: number): number {
  return Math.min(startOfDay(nowMs), startOfLast24Hours(nowMs)) / minuteMs;
}
