import type { DraftText } from "../messages/message.ts";
import type { MessageInput } from "../messages/plan-message.ts";
import type { ErrorCode } from "../errors.ts";
import { type Recurrence, nextRunMs } from "./recurrence.ts";

/** What a customer decides about a recurring schedule. Times are epoch ms. */
export interface ScheduleSettings extends Recurrence {
  name: string;
  /** What each run sends, planned. */
  drafts: DraftText[];
  /** The same as the customer gave it, to be given back. */
  messages: MessageInput[];
  startsAtMs: number | null;
  endsAtMs: number | null;
  maxRuns: number | null;
  enabled: boolean;
}

/** A recurring schedule as its account has it. */
export interface Schedule extends ScheduleSettings {
  id: string;
  /** From 1, one more with each change. */
  version: number;
  /** Runs there have been. */
  runs: number;
  /** Null while it is paused, and when it has come to its end. */
  nextRunAtMs: number | null;
  createdAtMs: number;
}

/** One run: what became of each of the schedule's messages, in their order. */
export interface ScheduleRun {
  dueAtMs: number;
  ranAtMs: number;
  items: ({ id: string } | { error: ErrorCode })[];
}

/** Fields of the settings that say when a schedule runs. */
export const timingSettings = ["cron", "timeZone", "startsAtMs", "endsAtMs", "maxRuns", "enabled"] as const;

/** The first run after `afterMs`; null where there is none. */
export function planNextRun(schedule: ScheduleSettings & { runs: number }, afterMs: number): number | null {
  const { enabled, maxRuns, runs, startsAtMs, endsAtMs } = schedule;
  if (!enabled || (maxRuns !== null && runs >= maxRuns)) return null;
  const nextMs = nextRunMs(schedule, Math.max(afterMs, (startsAtMs ?? 0) - 1));
  return nextMs === null || (endsAtMs !== null && nextMs > endsAtMs) ? null : nextMs;
}
