import type { PresentedKey } from "../accounts/presented-key.ts";
import type { Result } from "../errors.ts";
import type { Page } from "../page.ts";
import type { Schedule, ScheduleRun } from "./schedule.ts";

/** The account's recurring schedules, newest first. Errors: those of AccountSchedules.list. */
export async function listSchedules(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  page: { afterId?: string | undefined; limit: number },
): Promise<Result<Page<Schedule>>> {
  return env.ACCOUNT.getByName(key.accountId).schedules.list(key, page);
}

/** Errors: those of AccountSchedules.get. */
export async function getSchedule(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  scheduleId: string,
): Promise<Result<Schedule>> {
  return env.ACCOUNT.getByName(key.accountId).schedules.get(key, scheduleId);
}

/** A schedule's last runs, newest first. Errors: those of AccountSchedules.listRuns. */
export async function listScheduleRuns(
  env: Pick<Env, "ACCOUNT">,
  key: PresentedKey,
  scheduleId: string,
): Promise<Result<ScheduleRun[]>> {
  return env.ACCOUNT.getByName(key.accountId).schedules.listRuns(key, scheduleId);
}
