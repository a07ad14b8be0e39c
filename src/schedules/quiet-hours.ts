import { momentOfLocal, offsetMsAt } from "./time-zones.ts";

/** The time of day in which nothing is sent, such as 21:00 to 08:00. `to` is the first minute after it. */
export interface QuietHours {
  /** HH:MM. */
  from: string;
  to: string;
  /** An IANA name; `recipient` for wherever the recipient may be. */
  timeZone: string;
}

export const recipientZone = "recipient";

const minutesPerDay = 1_440;
const minuteMs = 60_000;
const dayMs = minutesPerDay * minuteMs;
/** Clocks differ by 26 hours at the most, so what no moment of three days permits, none does. */
const horizonMs = 3 * dayMs;

/**
 * The first moment from `fromMs` on that is quiet in none of the zones; null where there is none, because the quiet hours of
 * zones far apart leave no gap.
 */
export function nextPermittedMs(quiet: QuietHours, timeZones: readonly string[], fromMs: number): number | null {
  let atMs = fromMs;
  for (;;) {
    const endMs = timeZones.reduce((latest, zone) => Math.max(latest, quietEndMs(quiet, zone, atMs)), atMs);
    if (endMs === atMs) return atMs;
    if (endMs - fromMs > horizonMs) return null;
    atMs = endMs;
  }
}

/** When the quiet hours that `atMs` lies in end in one zone; `atMs` itself where it lies in none. */
function quietEndMs(quiet: QuietHours, timeZone: string, atMs: number): number {
  const localMs = atMs + offsetMsAt(timeZone, atMs);
  const minute = Math.floor((localMs % dayMs) / minuteMs);
  const toMinute = minuteOf(quiet.to);
  if (!isWithin(minute, minuteOf(quiet.from), toMinute)) return atMs;
  const midnightMs = localMs - (localMs % dayMs);
  const sameDayMs = midnightMs + toMinute * minuteMs;
  const endLocalMs = sameDayMs > localMs ? sameDayMs : sameDayMs + dayMs;
  const endMs = momentOfLocal(endLocalMs, timeZone);
  // When clocks are put back the end may be an hour that has been before, and comes again.
  return endMs > atMs ? endMs : atMs + (endLocalMs - localMs);
}

function isWithin(minute: number, from: number, to: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3));
}
