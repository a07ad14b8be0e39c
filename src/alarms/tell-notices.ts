import {
  type ClaimedNotification,
  type SettledNotification,
  claimNotifications,
  settleNotifications,
} from "../db/alarms/notifications.ts";
import { logWarning } from "../log.ts";
import type { AlarmNotice } from "./notice.ts";
import { type NoticeEnv, sendNotice } from "./send-notice.ts";
import type { AlarmTarget } from "./target.ts";

/** Notifications that one minute tries. */
const triedAtOnce = 20;
/** When another minute may try what this one has taken: after the longest that a request lasts. */
const claimMs = 120_000;
/** Minutes between attempts; in all they stay within the day for which an Idempotency-Key is known. */
const delayMinutes = [1, 1, 2, 5, 10, 30, 60, 120, 240, 480] as const;

/** Tries what is due to be told. Each is tried until its target has taken it, or for fifteen hours. */
export async function tellNotices(
  env: NoticeEnv & Pick<Env, "DB">,
  targets: readonly AlarmTarget[],
  nowMs: number,
): Promise<void> {
  const claimed = await claimNotifications(env.DB, { nowMs, againAtMs: nowMs + claimMs, limit: triedAtOnce });
  const byId = new Map(targets.map((target) => [target.id, target]));
  const settled = await Promise.all(claimed.map((each) => attempt(env, byId.get(each.targetId), each, nowMs)));
  await settleNotifications(env.DB, settled);
}

async function attempt(
  env: NoticeEnv,
  target: AlarmTarget | undefined,
  { id, targetId, notice, attempts }: ClaimedNotification,
  nowMs: number,
): Promise<SettledNotification> {
  if (target?.enabled !== true) {
    return { id, status: "given_up", dueAtMs: nowMs, sentAtMs: null, error: "the target is not there any more" };
  }
  const { delivered, error } = await sendNotice(env, target, id, JSON.parse(notice) as AlarmNotice);
  if (delivered) return { id, status: "sent", dueAtMs: nowMs, sentAtMs: nowMs, error: null };
  const delay = delayMinutes[attempts - 1];
  const givenUp = delay === undefined;
  logWarning("alarm.notification_failed", { notificationId: id, targetId, attempts, givenUp, reason: error ?? "" });
  return {
    id,
    status: givenUp ? "given_up" : "waiting",
    dueAtMs: nowMs + (delay ?? 0) * 60_000,
    sentAtMs: null,
    error,
  };
}
