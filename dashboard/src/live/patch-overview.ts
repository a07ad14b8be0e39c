import type { MinuteNumbers, NumbersFrame } from "#live";
import type { Schema } from "../api/client.ts";

type Overview = Schema<"Overview">;
type Numbers = Schema<"TrafficNumbers">;
type Minute = Overview["lastHour"][number];

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * The overview with what a frame tells. A frame says what a minute has come to, so the sums grow by what it is more than
 * before. Of those not delivered a frame does not say which way they went: they count as failed until the overview is read again.
 */
export function patchOverview(overview: Overview, { minutes, money }: NumbersFrame): Overview {
  const known = new Map(overview.lastHour.map((minute) => [Date.parse(minute.at), minute]));
  let { today, last24Hours } = overview;
  let newestMs = Date.parse(overview.at);
  for (const minute of minutes) {
    newestMs = Math.max(newestMs, minute.atMs);
    const before = known.get(minute.atMs);
    last24Hours = grown(last24Hours, minute, before);
    // Midnight has passed since the answer: what counts from there on is a new day, and read anew.
    if (dayOf(minute.atMs) === dayOf(Date.parse(overview.at))) today = grown(today, minute, before);
    known.set(minute.atMs, minuteOf(minute));
  }
  const lastHour = [...known].filter(([atMs]) => atMs > newestMs - hourMs).sort(([one], [other]) => one - other);
  return {
    ...overview,
    at: new Date(newestMs).toISOString(),
    today,
    last24Hours,
    lastHour: lastHour.map(([, minute]) => minute),
    ...(money !== null && moneyOf(overview, money)),
  };
}

function grown(numbers: Numbers, after: MinuteNumbers, before: Minute | undefined): Numbers {
  const delivered = numbers.delivered + after.delivered - (before?.delivered ?? 0);
  const failed = numbers.failed + after.failed - (before?.failed ?? 0);
  const ended = delivered + failed + numbers.undelivered + numbers.expired + numbers.rejected;
  return {
    ...numbers,
    accepted: numbers.accepted + after.accepted - (before?.accepted ?? 0),
    sent: numbers.sent + after.sent - (before?.sent ?? 0),
    received: numbers.received + after.received - (before?.received ?? 0),
    segments: numbers.segments + after.segments - (before?.segments ?? 0),
    delivered,
    failed,
    deliveredRate: ended === 0 ? null : delivered / ended,
  };
}

function minuteOf({ atMs, ...numbers }: MinuteNumbers): Minute {
  return { at: new Date(atMs).toISOString(), ...numbers };
}

function moneyOf(
  { spend, balance }: Overview,
  { currency, spentTodayMicros, balanceMicros }: NonNullable<NumbersFrame["money"]>,
): Pick<Overview, "spend" | "balance"> {
  const spentMoreMicros = spentTodayMicros - (spend?.todayMicros ?? 0);
  const creditMicros = balance === null ? 0 : balance.availableMicros - balance.balanceMicros;
  return {
    spend: {
      currency,
      todayMicros: spentTodayMicros,
      last24HoursMicros: (spend?.last24HoursMicros ?? 0) + spentMoreMicros,
    },
    balance: { currency, balanceMicros, availableMicros: balanceMicros + creditMicros },
  };
}

function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}
