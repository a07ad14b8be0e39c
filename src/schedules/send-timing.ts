import type { FieldError } from "../errors.ts";
import { type MomentProblem, parseMoment } from "./parse-moment.ts";
import { type QuietHours, recipientZone } from "./quiet-hours.ts";
import { isTimeZone } from "./time-zones.ts";

/** When a message is to go, as its customer asks for it. */
export interface TimingInput {
  /** RFC 3339, or a local time in `timeZone`. */
  sendAt?: string | undefined;
  /** An IANA name, for times without an offset. */
  timeZone?: string | undefined;
  validUntil?: string | undefined;
  /** Counts from the moment it is sent. */
  validForSeconds?: number | undefined;
  /** In the place of the account's; null for none. */
  quietHours?: { from: string; to: string; timeZone?: string | undefined } | null | undefined;
}

/** When a text is to go, before its account's quiet hours are known. Epoch ms. */
export interface SendTiming {
  sendAtMs?: number;
  /** Counts from the moment it is sent; there is this, or `validUntilMs`, or neither. */
  validForMs?: number;
  validUntilMs?: number;
  quietHours?: QuietHours | null;
}

/** How far ahead a message may be scheduled. */
const maximumAheadMs = 365 * 86_400_000;
/** A time that passed this recently means now: clocks differ, and requests take a while. */
const pastGraceMs = 60_000;

/** Whether a message may be asked for that goes then. A request that is repeated is the same whatever time it is: this is not. */
export function maySendAt(sendAtMs: number, nowMs: number): boolean {
  return sendAtMs >= nowMs - pastGraceMs && sendAtMs <= nowMs + maximumAheadMs;
}

export const sendAtMessage = "This must be a moment that has not passed, within the next 365 days.";

/** Reads when a message is to go. Every field that is wrong is told. */
export function readTiming(input: TimingInput): { timing: SendTiming; fields: FieldError[] } {
  const timing: SendTiming = {};
  const fields: FieldError[] = [];
  const wrong = (path: string, message: string): void => {
    fields.push({ path, code: "invalid_request", message });
  };

  const { timeZone } = input;
  if (timeZone !== undefined && !isTimeZone(timeZone)) wrong("timeZone", timeZoneMessage);
  const knownZone = timeZone !== undefined && isTimeZone(timeZone) ? timeZone : undefined;
  const read = (path: "sendAt" | "validUntil"): number | undefined => {
    const text = input[path];
    if (text === undefined) return undefined;
    const moment = parseMoment(text, knownZone);
    if (moment.ok) return moment.atMs;
    // A zone that is not known has been told of already.
    if (moment.reason !== "needs_time_zone" || timeZone === undefined) wrong(path, momentMessages[moment.reason]);
    return undefined;
  };

  const sendAtMs = read("sendAt");
  if (sendAtMs !== undefined) timing.sendAtMs = sendAtMs;

  const validUntilMs = read("validUntil");
  if (validUntilMs !== undefined && input.validForSeconds !== undefined) {
    wrong("validUntil", "Give either this or validForSeconds.");
  } else if (validUntilMs !== undefined) timing.validUntilMs = validUntilMs;
  else if (input.validForSeconds !== undefined) timing.validForMs = input.validForSeconds * 1_000;

  const { quietHours } = input;
  if (quietHours === null) timing.quietHours = null;
  else if (quietHours !== undefined) {
    const checked = readQuietHours(quietHours);
    if (checked.ok) timing.quietHours = checked.quietHours;
    else fields.push(checked.error);
  }
  return { timing, fields };
}

/** Quiet hours whose times of day have their form already. */
export function readQuietHours(
  { from, to, timeZone = recipientZone }: { from: string; to: string; timeZone?: string | undefined },
  path = "quietHours",
): { ok: true; quietHours: QuietHours } | { ok: false; error: FieldError } {
  const refuse = (field: string, message: string) => ({
    ok: false as const,
    error: { path: `${path}.${field}`, code: "invalid_request" as const, message },
  });
  if (from === to) return refuse("to", "This must differ from `from`; a day that is all quiet lets nothing out.");
  if (timeZone !== recipientZone && !isTimeZone(timeZone)) return refuse("timeZone", timeZoneMessage);
  return { ok: true, quietHours: { from, to, timeZone } };
}

export const timeZoneMessage = "This must be the name of a time zone, such as America/Bogota.";

export const momentMessages: Readonly<Record<MomentProblem, string>> = {
  not_a_time: "This must be a date and time as in 2026-12-24T18:00:00Z or 2026-12-24T18:00:00-05:00.",
  needs_time_zone: "Put Z or an offset behind the time, or name its timeZone.",
};
