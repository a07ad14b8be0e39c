import type { PresentedKey } from "../accounts/presented-key.ts";
import { type AlarmFilters, type ListedAlarm, findAlarms } from "../db/alarms/alarms.ts";
import { type Result, ok } from "../errors.ts";
import type { Page } from "../page.ts";

export type { AlarmFilters, ListedAlarm };

interface AlarmPage {
  afterId?: string | undefined;
  limit: number;
  nowMs: number;
}

/** Alarms, newest first. */
export function listAlarms(env: Pick<Env, "DB">, filters: AlarmFilters, page: AlarmPage): Promise<Page<ListedAlarm>> {
  return findAlarms(env.DB, filters, page);
}

/** Those of a key's own account. Errors: those of AccountContext.authorize. */
export async function listOwnAlarms(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  filters: Omit<AlarmFilters, "accountId">,
  page: AlarmPage,
): Promise<Result<Page<ListedAlarm>>> {
  const authorized = await env.ACCOUNT.getByName(key.accountId).authorize(key, "account:read");
  return authorized.ok ? ok(await findAlarms(env.DB, { ...filters, accountId: key.accountId }, page)) : authorized;
}
