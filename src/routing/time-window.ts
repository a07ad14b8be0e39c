import { type TimeOfDay, type Weekday, weekdays } from "./route-table.ts";

/** Whether a moment (epoch ms) lies in a window. */
export type TimeWindow = (nowMs: number) => boolean;

const minutesPerDay = 1_440;

/** A window ready to be asked, or null for a time zone that this platform does not know. */
export function compileTimeWindow({ timeZone, days, from, to }: TimeOfDay): TimeWindow | null {
  const clock = wallClock(timeZone);
  if (clock === null) return null;
  const allowed = new Set<Weekday>(days ?? weekdays);
  const startsOn = weekdays.map((day) => allowed.has(day));
  const fromMinute = minuteOf(from);
  const toMinute = minuteOf(to);
  const runsPastMidnight = toMinute <= fromMinute;
  return (nowMs) => {
    const minuteOfWeek = clock(nowMs);
    const minute = minuteOfWeek % minutesPerDay;
    const day = (minuteOfWeek - minute) / minutesPerDay;
    if (startsOn[day] === true && minute >= fromMinute && (runsPastMidnight || minute < toMinute)) return true;
    return runsPastMidnight && minute < toMinute && startsOn[(day + 6) % 7] === true;
  };
}

/** Minutes since Monday 00:00 in a time zone. The platform's formatter takes microseconds, so the last minute is kept. */
function wallClock(timeZone: string): ((nowMs: number) => number) | null {
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  } catch {
    return null;
  }
  let knownMinute = Number.NaN;
  let known = 0;
  return (nowMs) => {
    const minute = Math.floor(nowMs / 60_000);
    if (minute !== knownMinute) {
      const parts = new Map(formatter.formatToParts(nowMs).map(({ type, value }) => [type, value]));
      const day = weekdays.findIndex((name) => name === parts.get("weekday")?.toLowerCase());
      known = day * minutesPerDay + Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
      knownMinute = minute;
    }
    return known;
  };
}

function minuteOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3));
}
