import type { PresentedKey } from "../accounts/presented-key.ts";
import { type ListedAlarm, findAlarm } from "../db/alarms/alarms.ts";
import { findNotifications } from "../db/alarms/notifications.ts";
import { findSeries } from "../db/alarms/series.ts";
import type { NotificationRow } from "../db/alarms-schema.ts";
import { type Result, fail, ok } from "../errors.ts";
import type { SeriesPoint } from "./sample.ts";
import { thinOut } from "./thin-out.ts";

/** An alarm with the values that raised it, and those since. */
export interface WholeAlarm extends ListedAlarm {
  points: SeriesPoint[];
}

/** The same for operators: with what was told of it. */
export interface OperatedAlarm extends WholeAlarm {
  notifications: NotificationRow[];
}

const notificationLimit = 50;

/** Errors: not_found. */
export async function getAlarm(env: Pick<Env, "DB">, id: string, nowMs: number): Promise<Result<OperatedAlarm>> {
  const alarm = await findWhole(env, id, { nowMs });
  if (alarm === null) return fail("not_found");
  return ok({ ...alarm, notifications: await findNotifications(env.DB, id, notificationLimit) });
}

/** Errors: not_found, those of AccountContext.authorize. */
export async function getOwnAlarm(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  id: string,
  nowMs: number,
): Promise<Result<WholeAlarm>> {
  const { accountId } = key;
  const authorized = await env.ACCOUNT.getByName(accountId).authorize(key, "account:read");
  if (!authorized.ok) return authorized;
  const alarm = await findWhole(env, id, { accountId, nowMs });
  return alarm === null ? fail("not_found") : ok(alarm);
}

async function findWhole(
  env: Pick<Env, "DB">,
  id: string,
  { accountId, nowMs }: { accountId?: string; nowMs: number },
): Promise<WholeAlarm | null> {
  const found = await findAlarm(env.DB, id, { accountId, nowMs });
  if (found === null) return null;
  const { series, ...alarm } = found;
  const stored = JSON.parse(series) as SeriesPoint[];
  if (alarm.clearedAtMs !== null) return { ...alarm, points: stored };
  const fromMinute = Math.floor(alarm.raisedAtMs / 60_000) + 1;
  const [since = []] = await findSeries(env.DB, [alarm], { fromMinute, toMinute: Number.MAX_SAFE_INTEGER });
  return { ...alarm, points: [...stored, ...thinOut(since)] };
}
