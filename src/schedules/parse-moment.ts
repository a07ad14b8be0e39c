import { momentOfLocal } from "./time-zones.ts";

export type MomentProblem = "not_a_time" | "needs_time_zone";

export type ParsedMoment = { ok: true; atMs: number } | { ok: false; reason: MomentProblem };

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d\d):(\d\d))?$/i;

/**
 * A moment as RFC 3339 writes it, or a local time without an offset, which is read in `timeZone` (a known IANA name; DST as
 * momentOfLocal says). Seconds may be left out.
 */
export function parseMoment(text: string, timeZone: string | undefined): ParsedMoment {
  const match = shape.exec(text);
  if (match === null) return { ok: false, reason: "not_a_time" };
  const localMs = readLocal(match);
  if (localMs === null) return { ok: false, reason: "not_a_time" };
  if (match[8] !== undefined) return { ok: true, atMs: localMs };
  if (match[9] !== undefined) {
    const hours = Number(match[10]);
    const minutes = Number(match[11]);
    if (hours > 23 || minutes > 59) return { ok: false, reason: "not_a_time" };
    const offsetMs = (hours * 60 + minutes) * 60_000 * (match[9] === "-" ? -1 : 1);
    return { ok: true, atMs: localMs - offsetMs };
  }
  if (timeZone === undefined) return { ok: false, reason: "needs_time_zone" };
  return { ok: true, atMs: momentOfLocal(localMs, timeZone) };
}

/** The date and time as if they were UTC; null where the calendar has no such date or the clock no such time. */
function readLocal(match: RegExpExecArray): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second, fraction);
  const date = new Date(localMs);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? localMs : null;
}
