import type { Lane } from "../messages/message.ts";
import { nextPermittedMs, type QuietHours, recipientZone } from "./quiet-hours.ts";
import { zonesOfNumber } from "./recipient-zones.ts";
import type { SendTiming } from "./send-timing.ts";

/** What an account has set for all of its messages. */
export interface TimingDefaults {
  quietHours: QuietHours | null;
  /** An IANA name: where recipients count as being whose numbers are of no country. */
  timeZone: string;
}

/** When a text goes, epoch ms; at `nowMs` or before it is at once. */
export interface DuePlan {
  dueAtMs: number;
  validUntilMs?: number;
}

/** Carriers take no text to be tried for longer. */
const maximumValidityMs = 172_800_000;

export type DueProblem = "no_permitted_time" | "invalid_validity";

/**
 * When a text goes: at its time, or now, and out of the quiet hours, which are the message's own or else the account's. The
 * account's do not hold one-time codes.
 */
export function planDue(
  text: { to: string; lane: Lane },
  timing: SendTiming,
  defaults: TimingDefaults,
  nowMs: number,
): ({ ok: true } & DuePlan) | { ok: false; error: DueProblem } {
  const wantedMs = Math.max(timing.sendAtMs ?? nowMs, nowMs);
  const quiet = quietHoursOf(text.lane, timing, defaults);
  const dueAtMs = quiet === null ? wantedMs : nextPermittedMs(quiet, zonesOf(text.to, quiet, defaults), wantedMs);
  if (dueAtMs === null) return { ok: false, error: "no_permitted_time" };
  const validUntilMs = timing.validForMs === undefined ? timing.validUntilMs : dueAtMs + timing.validForMs;
  if (validUntilMs === undefined) return { ok: true, dueAtMs };
  const isValidFor = validUntilMs - dueAtMs;
  if (isValidFor <= 0 || isValidFor > maximumValidityMs) return { ok: false, error: "invalid_validity" };
  return { ok: true, dueAtMs, validUntilMs };
}

function quietHoursOf(lane: Lane, timing: SendTiming, defaults: TimingDefaults): QuietHours | null {
  if (timing.quietHours !== undefined) return timing.quietHours;
  return lane === "otp" ? null : defaults.quietHours;
}

function zonesOf(recipient: string, quiet: QuietHours, defaults: TimingDefaults): readonly string[] {
  if (quiet.timeZone !== recipientZone) return [quiet.timeZone];
  const zones = zonesOfNumber(recipient);
  return zones.length === 0 ? [defaults.timeZone] : zones;
}
