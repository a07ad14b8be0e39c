import { findBaselines } from "../db/alarms/find-baselines.ts";
import { findEnded } from "../db/alarms/find-ended.ts";
import { type EarlierLooks, findEarlierLooks, readLook } from "../db/alarms/read-look.ts";
import { writeLook } from "../db/alarms/write-look.ts";
import { createIdFactory } from "../ids.ts";
import { tellAlarm } from "../live/tell.ts";
import { logError, logInfo, logWarning } from "../log.ts";
import type { AlarmTarget } from "./target.ts";
import { findTargets, getRules } from "./alarm-configuration.ts";
import { checkSignals } from "./check-signals.ts";
import { clearedRows, raisedRows } from "./alarm-rows.ts";
import type { ClearedAlarm, RaisedAlarm } from "./evaluate-all.ts";
import { type LookAt, type Looked, look } from "./look.ts";
import { makeNotifications } from "./make-notifications.ts";
import { baselineHour, rateWindowMinutes, subjectsToCompare, sumTraffic } from "./observe-delivery.ts";
import { type AlarmSample, nothingSeen } from "./sample.ts";
import { subjectAccount } from "./subject-account.ts";
import { tellNotices } from "./tell-notices.ts";

type AlarmEnv = Pick<Env, "ACCOUNT" | "DB" | "LIVE" | "CREDENTIALS_KEY" | "KEY_SECRET">;

/** Minutes until the counts of one are complete: a batch counts into the minute in which it began. */
const settleMinutes = 2;
/** Subjects whose baseline one look asks for, and those that one hour remembers. */
const comparedAtOnce = 60;
const comparedInAnHour = 1_200;

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

/**
 * The minute's look at everything alarms are about; then tells what is due to be told. A minute that was looked at already is
 * not looked at again, and of two at a time one counts.
 */
export async function lookAtAlarms(env: AlarmEnv, scheduledAtMs: number): Promise<void> {
  const minute = Math.floor(scheduledAtMs / 60_000);
  const [earlier, targets] = await Promise.all([
    findEarlierLooks(env.DB, minute - rateWindowMinutes),
    findTargets(env),
  ]);
  const isNew = earlier.latest === null || earlier.latest.minute < minute;
  try {
    if (isNew) await lookNow(env, scheduledAtMs, earlier, targets.value);
  } finally {
    // A look that fails each minute keeps nobody from hearing what is known.
    await tellNotices(env, targets.value, scheduledAtMs);
  }
}

async function lookNow(
  env: AlarmEnv,
  nowMs: number,
  { latest, window }: EarlierLooks,
  targets: readonly AlarmTarget[],
): Promise<void> {
  const minute = Math.floor(nowMs / 60_000);
  const previous = latest ?? nothingSeen;
  const trafficTo = minute - settleMinutes;
  const fromMinute = Math.max(previous.trafficTo + 1, trafficTo - rateWindowMinutes + 1);
  const [inputs, { traffic, isCut }, settings, signals] = await Promise.all([
    readLook(env.DB, nowMs),
    findEnded(env, fromMinute, trafficTo),
    getRules(env),
    checkSignals(env, nowMs),
  ]);
  if (isCut) logWarning("alarm.traffic_cut", { minutes: trafficTo - fromMinute + 1 });
  const at: LookAt = {
    ...inputs,
    minute,
    nowMs,
    previous,
    settings: settings.value,
    window,
    traffic,
    trafficTo,
    baselines: await baselinesFor(env, minute, previous, sumTraffic([...window, traffic])),
    signals: signals.observations,
    newAlarmId: () => ids.next("alarm"),
  };
  const looked = look(at);
  const raised = await raisedRows(env, looked, at, signals.details);
  const cleared = await clearedRows(env, looked, minute);
  const isStored = await writeLook(env.DB, {
    previousMinute: previous.minute,
    sample: looked.sample,
    raised,
    cleared,
    notifications: await makeNotifications(env, { notices: looked.outcome.notices, raised, cleared, targets, nowMs }),
    checkedSignals: signals.checked,
    goneSignals: signals.gone,
    nowMs,
  });
  if (isStored) await tellChanges(env, looked, nowMs);
}

/** What is usual in this hour, of what the window has: asked for once an hour. */
async function baselinesFor(
  env: Pick<Env, "DB">,
  minute: number,
  { baselines }: AlarmSample,
  window: AlarmSample["traffic"],
): Promise<AlarmSample["traffic"]> {
  const hour = baselineHour(minute);
  const known = baselines.hour === hour ? baselines.ended : {};
  const room = Math.min(comparedAtOnce, comparedInAnHour - Object.keys(known).length);
  const subjects = subjectsToCompare(window, known, Math.max(0, room));
  return subjects.length === 0 ? known : { ...known, ...(await findBaselines(env, hour, subjects)) };
}

/** Tells the log, and whoever watches. */
async function tellChanges(env: AlarmEnv, { outcome }: Looked, atMs: number): Promise<void> {
  const { raised, cleared, leftOut } = outcome;
  if (leftOut > 0) logError("alarm.too_many", "alarms were left out", { alarms: leftOut });
  for (const { rule, subject, state } of raised) logWarning("alarm.raised", { alarmId: state.alarmId, rule, subject });
  for (const { rule, subject, state, reason } of cleared)
    logInfo("alarm.cleared", { alarmId: state.alarmId, rule, subject, reason });
  const tell = (state: "raised" | "cleared", changed: readonly (RaisedAlarm | ClearedAlarm)[]): Promise<void>[] =>
    changed.map(({ rule, subject, state: { alarmId: id } }) =>
      tellAlarm(env, { id, rule, subject, accountId: subjectAccount(subject), state, atMs }),
    );
  await Promise.all([...tell("raised", raised), ...tell("cleared", cleared)]);
}
