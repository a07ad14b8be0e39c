import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { type ScheduleInput, planSchedule } from "./plan-schedule.ts";
import type { Schedule } from "./schedule.ts";
import { summarizeSchedule } from "./summarize-schedule.ts";

/**
 * Changes a recurring schedule, pausing and resuming it included. Errors: those of planSchedule and of
 * AccountSchedules.change.
 */
export async function changeSchedule(
  env: Pick<Env, "ACCOUNT" | "DB">,
  { key, expectedVersion }: { key: PresentedKey; expectedVersion: number | undefined },
  scheduleId: string,
  input: ScheduleInput,
): Promise<Result<Schedule>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const found = await account.schedules.getToChange(key, scheduleId, expectedVersion);
  if (!found.ok) return found;
  const planned = planSchedule(input, found.value.timeZone);
  if (!planned.ok) return planned;
  const changed = await account.schedules.change(key, scheduleId, planned.value, expectedVersion);
  if (!changed.ok) return changed;
  const { keyId, before, after } = changed.value;
  await recordAudit(env, {
    actor: keyId,
    accountId: key.accountId,
    action: "schedule.changed",
    subject: scheduleId,
    before: summarizeSchedule(before),
    after: summarizeSchedule(after),
  });
  return ok(after);
}
