import { recordAudit } from "../audit/record-audit.ts";
import { countSilences, deleteSilence, upsertSilence } from "../db/alarms/silences.ts";
import { type Result, fail, failField } from "../errors.ts";
import { tellAlarm } from "../live/tell.ts";
import { type OperatedAlarm, getAlarm } from "./get-alarm.ts";

/** Silences there may be. */
const silenceLimit = 1_000;
const longestSilenceMs = 90 * 86_400_000;

/**
 * Nobody is told of the alarm's rule and subject until a moment; null ends a silence. What is raised meanwhile and still is
 * when the silence ends is told then. Errors: not_found, invalid_request, limit_reached.
 */
export async function silenceAlarm(
  env: Pick<Env, "DB" | "LIVE">,
  id: string,
  { author, untilMs, reason, nowMs }: { author: string; untilMs: number | null; reason: string; nowMs: number },
): Promise<Result<OperatedAlarm>> {
  const before = await getAlarm(env, id, nowMs);
  if (!before.ok) return before;
  if (untilMs !== null && (untilMs <= nowMs || untilMs - nowMs > longestSilenceMs)) {
    return failField("until", "invalid_request", "This must be within the next 90 days.");
  }
  const { rule, subject, accountId, silencedUntilMs } = before.value;
  if (untilMs === null) {
    await deleteSilence(env.DB, rule, subject);
  } else {
    if (silencedUntilMs === null && (await countSilences(env.DB)) >= silenceLimit) {
      return fail("limit_reached", { message: `There can be ${silenceLimit} silences.` });
    }
    await upsertSilence(env.DB, { rule, subject, untilMs, reason, author, createdAtMs: nowMs });
  }
  const until = untilMs === null ? null : new Date(untilMs).toISOString();
  await recordAudit(env, {
    actor: author,
    accountId,
    action: "alarm.silenced",
    subject: id,
    after: { rule, subject, until, reason },
  });
  if (untilMs !== null) await tellAlarm(env, { id, rule, subject, accountId, state: "silenced", atMs: nowMs });
  return getAlarm(env, id, nowMs);
}
