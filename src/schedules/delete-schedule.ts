import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { summarizeSchedule } from "./summarize-schedule.ts";

/** Deletes a recurring schedule and its history; what its runs sent stays sent. Errors: those of AccountSchedules.remove. */
export async function deleteSchedule(
  env: Pick<Env, "ACCOUNT" | "DB">,
  key: PresentedKey,
  scheduleId: string,
  expectedVersion: number | undefined,
): Promise<Result<null>> {
  const removed = await env.ACCOUNT.getByName(key.accountId).schedules.remove(key, scheduleId, expectedVersion);
  if (!removed.ok) return removed;
  await recordAudit(env, {
    actor: removed.value.keyId,
    accountId: key.accountId,
    action: "schedule.deleted",
    subject: scheduleId,
    before: summarizeSchedule(removed.value.schedule),
  });
  return ok(null);
}
