import { recordAudit } from "../audit/record-audit.ts";
import { acknowledgeRow } from "../db/alarms/alarms.ts";
import type { Result } from "../errors.ts";
import { tellAlarm } from "../live/tell.ts";
import { type OperatedAlarm, getAlarm } from "./get-alarm.ts";

/** Somebody takes an alarm on; whoever did so first stays. Errors: not_found. */
export async function acknowledgeAlarm(
  env: Pick<Env, "DB" | "LIVE">,
  id: string,
  { author, note, nowMs }: { author: string; note: string | null; nowMs: number },
): Promise<Result<OperatedAlarm>> {
  const before = await getAlarm(env, id, nowMs);
  if (!before.ok) return before;
  await acknowledgeRow(env.DB, id, { by: author, note, atMs: nowMs });
  const { rule, subject, accountId } = before.value;
  await recordAudit(env, {
    actor: author,
    accountId,
    action: "alarm.acknowledged",
    subject: id,
    after: { rule, subject, note },
  });
  await tellAlarm(env, { id, rule, subject, accountId, state: "acknowledged", atMs: nowMs });
  return getAlarm(env, id, nowMs);
}
