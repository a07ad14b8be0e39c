/** What D1 lets a database grow to, octets. */
export const databaseLimitBytes = 10_000_000_000;

const dayMs = 86_400_000;
/** Days whose growth is taken for that of the days to come. */
const ratedDays = 7;

/** How large a database was on a day (UTC, as in 2026-11-21). */
export interface MeasuredDay {
  day: string;
  bytes: number;
  messages: number;
}

/** How a database grows, and when it is full if it goes on so. Null where too little is known, or it does not grow. */
export interface Forecast {
  bytesPerDay: number | null;
  messagesPerDay: number | null;
  /** Epoch ms. */
  fullAtMs: number | null;
}

/** `days` are in their order; what the last one is like at `nowMs` counts for as much of it as is over. */
export function forecast(days: readonly MeasuredDay[], nowMs: number): Forecast {
  const last = days.at(-1);
  if (last === undefined) return { bytesPerDay: null, messagesPerDay: null, fullAtMs: null };
  const lastAtMs = Math.min(nowMs, endOf(last.day));
  const first = days.find(({ day }) => endOf(day) >= lastAtMs - ratedDays * dayMs);
  const passedDays = first === undefined ? 0 : (lastAtMs - endOf(first.day)) / dayMs;
  if (first === undefined || passedDays <= 0) return { bytesPerDay: null, messagesPerDay: null, fullAtMs: null };
  const bytesPerDay = Math.round((last.bytes - first.bytes) / passedDays);
  const messagesPerDay = Math.round((last.messages - first.messages) / passedDays);
  const left = Math.max(0, databaseLimitBytes - last.bytes);
  return { bytesPerDay, messagesPerDay, fullAtMs: bytesPerDay > 0 ? nowMs + (left / bytesPerDay) * dayMs : null };
}

function endOf(day: string): number {
  return Date.parse(day) + dayMs;
}
