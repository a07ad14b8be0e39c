import type { Schema } from "../../api/client.ts";

export type UsageRow = Schema<"Usage">["data"][number];

export const usageGroups = ["day", "country", "carrier", "status"] as const;
export type UsageGroup = (typeof usageGroups)[number];

export interface UsageTotals {
  messages: number;
  segments: number;
  /** By currency; what is not charged has none. */
  spentMicros: ReadonlyMap<string, number>;
}

export function totalsOf(rows: readonly UsageRow[]): UsageTotals {
  const spentMicros = new Map<string, number>();
  let messages = 0;
  let segments = 0;
  for (const row of rows) {
    messages += row.messages;
    segments += row.segments;
    if (row.currency !== null) spentMicros.set(row.currency, (spentMicros.get(row.currency) ?? 0) + row.spentMicros);
  }
  return { messages, segments, spentMicros };
}

export interface DayValues {
  /** Midnight of each day of the range where the person is, epoch ms: days are shown as days, though they are UTC's. */
  times: number[];
  messages: number[];
  segments: number[];
}

const dayMs = 86_400_000;

/** Every day of a range, also those on which nothing was sent. */
export function daysOf({ from, to, data }: Schema<"Usage">): DayValues {
  const firstMs = Date.parse(from);
  const count = Math.max(0, Math.round((Date.parse(to) - firstMs) / dayMs) + 1);
  const days: DayValues = {
    times: Array.from({ length: count }, (_, day) => midnightOf(firstMs + day * dayMs)),
    messages: Array.from({ length: count }, () => 0),
    segments: Array.from({ length: count }, () => 0),
  };
  for (const { day, messages, segments } of data) {
    const index = day === undefined ? -1 : Math.round((Date.parse(day) - firstMs) / dayMs);
    // A day has a row for each currency.
    if (index < 0 || index >= count) continue;
    days.messages[index] = (days.messages[index] ?? 0) + messages;
    days.segments[index] = (days.segments[index] ?? 0) + segments;
  }
  return days;
}

function midnightOf(utcDayMs: number): number {
  return new Date(`${new Date(utcDayMs).toISOString().slice(0, 10)}T00:00`).getTime();
}

/** What a row is of, in the API's words; null where the message had none. */
export function groupValueOf(row: UsageRow, group: UsageGroup): string | null {
  return row[group] ?? null;
}

/** The range of days asked for where the address has none: the last thirty. */
export function lastDays(nowMs: number): { from: string; to: string } {
  const isoDay = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
  return { from: isoDay(nowMs - 29 * dayMs), to: isoDay(nowMs) };
}
