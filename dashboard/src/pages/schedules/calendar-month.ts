/** A month as YYYY-MM, a day as YYYY-MM-DD. */
export type Month = string;
export type Day = string;

export interface CalendarEntry {
  id: string;
  atMs: number;
  kind: "text" | "run";
  label: string;
  /** The schedule's, where it is a run. */
  scheduleId?: string;
  /** The message's, where it is a text. */
  messageId?: string;
}

/** The day that clocks of the zone show. */
export function dayIn(timeZone: string, atMs: number): Day {
  // The Swedish form of a date is ISO 8601's.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(atMs);
}

export function monthOfDay(day: Day): Month {
  return day.slice(0, 7);
}

export function shiftMonth(month: Month, months: number): Month {
  const [year = 0, index = 1] = month.split("-").map(Number);
  return isoDay(Date.UTC(year, index - 1 + months, 1)).slice(0, 7);
}

/** The weeks of a month, each of seven days, with those of its neighbours that fill them. `firstWeekday`: 0 is Sunday. */
export function weeksOf(month: Month, firstWeekday: number): Day[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const before = (new Date(first).getUTCDay() - firstWeekday + 7) % 7;
  const daysInMonth = (Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`) - first) / dayMs;
  const weeks = Math.ceil((before + daysInMonth) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => isoDay(first + (week * 7 + day - before) * dayMs)),
  );
}

/** Moments that may be of the month in some zone: epoch ms, with a day to spare on both sides. */
export function spanOf(month: Month): { fromMs: number; toMs: number } {
  return {
    fromMs: Date.parse(`${month}-01T00:00:00Z`) - dayMs,
    toMs: Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`) + dayMs,
  };
}

/** Entries by their day, each day's in order. */
export function byDay(entries: readonly CalendarEntry[], timeZone: string): ReadonlyMap<Day, CalendarEntry[]> {
  const days = new Map<Day, CalendarEntry[]>();
  for (const entry of entries.toSorted((a, b) => a.atMs - b.atMs)) {
    const day = dayIn(timeZone, entry.atMs);
    const known = days.get(day);
    if (known === undefined) days.set(day, [entry]);
    else known.push(entry);
  }
  return days;
}

/** With which day weeks begin where the language is spoken; 0 is Sunday. */
export function firstWeekdayOf(locale: string): number {
  return locale === "en-US" || locale.endsWith("-US") ? 0 : 1;
}

const dayMs = 86_400_000;

function isoDay(atMs: number): Day {
  return new Date(atMs).toISOString().slice(0, 10);
}
