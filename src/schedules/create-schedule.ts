import type { AcceptRequest } from "../accounts/account.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import type { MessageInput } from "../messages/plan-message.ts";
import { type ScheduleInput, planSchedule } from "./plan-schedule.ts";
import type { Schedule, ScheduleSettings } from "./schedule.ts";
import { summarizeSchedule } from "./summarize-schedule.ts";

export type NewSchedule = ScheduleInput & { name: string; cron: string; timeZone: string; messages: MessageInput[] };

/** Makes a recurring schedule. Errors: those of planSchedule and of AccountSchedules.create. */
export async function createSchedule(
  env: Pick<Env, "ACCOUNT" | "DB">,
  { key, idempotency }: { key: PresentedKey; idempotency: AcceptRequest["idempotency"] },
  input: NewSchedule,
): Promise<Result<{ schedule: Schedule; replayed: boolean }>> {
  const account = env.ACCOUNT.getByName(key.accountId);
  const planned = planSchedule(input, undefined);
  if (!planned.ok) {
    const authorized = await account.authorize(key, "schedules:write");
    return authorized.ok ? planned : authorized;
  }
  const settings: ScheduleSettings = {
    name: input.name,
    cron: input.cron,
    timeZone: input.timeZone,
    drafts: [],
    messages: [],
    startsAtMs: null,
    endsAtMs: null,
    maxRuns: null,
    enabled: true,
    ...planned.value,
  };
  const created = await account.schedules.create(key, settings, idempotency);
  if (!created.ok) return created;
  const { keyId, schedule, replayed } = created.value;
  if (!replayed) {
    await recordAudit(env, {
      actor: keyId,
      accountId: key.accountId,
      action: "schedule.created",
      subject: schedule.id,
      after: summarizeSchedule(schedule),
    });
  }
  return ok({ schedule, replayed });
}
