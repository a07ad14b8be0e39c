import type { RuleSettings } from "./rules.ts";

/** What one rule knows of one subject, as long as it is not fine. A plain value, to be stored as it is. Minutes are those since the epoch. */
export type AlarmState = PendingState | RaisedState;

interface PendingState {
  phase: "pending";
  /** Since when every value was beyond. */
  beyondSince: number;
  /** The last minute that was looked at. */
  last: number;
}

export interface RaisedState {
  phase: "raised";
  alarmId: string;
  raisedAt: number;
  last: number;
  /** The last minute that had a value. */
  knownAt: number;
  /** Since when every value was fine; null where the last was not. */
  fineSince: number | null;
  /** The worst value since it was raised. */
  peak: number;
  /** Whether anybody was told: not while it was silenced. */
  told: boolean;
}

export interface Moment {
  minute: number;
  /** Null where nobody knows. */
  value: number | null;
  silenced: boolean;
}

export type ClearReason = "recovered" | "no_data" | "disabled";

export interface Evaluation {
  /** Null where all is fine. */
  state: AlarmState | null;
  /** What has just happened. */
  event: { type: "raised"; state: RaisedState } | { type: "cleared"; state: RaisedState; reason: ClearReason } | null;
  /** What is to be told now; an alarm that was raised in silence is told when the silence ends. */
  notify: { type: "raised" | "cleared"; alarmId: string } | null;
}

/** Minutes between two looks beyond which nothing is known of what was between them. */
const longestGapMinutes = 3;
/** Minutes without a value after which an alarm is cleared: what it is about is gone, or too little goes on. */
export const unknownAfterMinutes = 60;

/**
 * One step of a rule for one subject; minutes come in their order, each once. A few that are left out count as what was seen
 * before and after them.
 */
export function evaluate(
  settings: RuleSettings,
  state: AlarmState | null,
  moment: Moment,
  newAlarmId: () => string,
): Evaluation {
  if (state?.phase === "raised") return whileRaised(settings, state, moment);
  return untilRaised(settings, state, moment, newAlarmId);
}

function untilRaised(
  settings: RuleSettings,
  state: PendingState | null,
  { minute, value, silenced }: Moment,
  newAlarmId: () => string,
): Evaluation {
  if (!settings.enabled || value === null || value < settings.raiseAt)
    return { state: null, event: null, notify: null };
  const isRun = state !== null && minute - state.last <= longestGapMinutes;
  const beyondSince = isRun ? state.beyondSince : minute;
  if (minute - beyondSince + 1 < settings.raiseAfterMinutes) {
    return { state: { phase: "pending", beyondSince, last: minute }, event: null, notify: null };
  }
  const alarmId = newAlarmId();
  const raised: RaisedState = {
    phase: "raised",
    alarmId,
    raisedAt: minute,
    last: minute,
    knownAt: minute,
    fineSince: null,
    peak: value,
    told: !silenced,
  };
  return {
    state: raised,
    event: { type: "raised", state: raised },
    notify: silenced ? null : { type: "raised", alarmId },
  };
}

function whileRaised(settings: RuleSettings, before: RaisedState, { minute, value, silenced }: Moment): Evaluation {
  const { alarmId } = before;
  const state: RaisedState = {
    ...before,
    last: minute,
    knownAt: value === null ? before.knownAt : minute,
    fineSince: fineSince(settings, before, minute, value),
    peak: Math.max(before.peak, value ?? before.peak),
    told: before.told || !silenced,
  };
  const reason = reasonToClear(settings, state, minute);
  if (reason !== null) {
    const isTold = before.told && !silenced;
    return {
      state: null,
      event: { type: "cleared", state: { ...state, told: before.told }, reason },
      notify: isTold ? { type: "cleared", alarmId } : null,
    };
  }
  return { state, event: null, notify: state.told && !before.told ? { type: "raised", alarmId } : null };
}

function fineSince(settings: RuleSettings, before: RaisedState, minute: number, value: number | null): number | null {
  if (value === null || value >= settings.clearBelow) return null;
  const isRun = before.fineSince !== null && minute - before.last <= longestGapMinutes;
  return isRun ? before.fineSince : minute;
}

function reasonToClear(settings: RuleSettings, state: RaisedState, minute: number): ClearReason | null {
  if (!settings.enabled) return "disabled";
  if (state.fineSince !== null && minute - state.fineSince + 1 >= settings.clearAfterMinutes) return "recovered";
  return minute - state.knownAt >= unknownAfterMinutes ? "no_data" : null;
}
