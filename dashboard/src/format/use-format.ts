import { useMemo } from "react";
import { useLocale } from "use-intl";
import { timeZone } from "../i18n/language-provider.tsx";

export interface Format {
  /** 12,345 */
  count: (value: number) => string;
  /** 12.3K, for where there is no room. */
  compact: (value: number) => string;
  /** A part of 1 as 98.7%. */
  rate: (part: number) => string;
  /** Millionths of a currency. */
  money: (micros: number, currency: string) => string;
  /** 21 Nov 2026, 14:03:07 */
  moment: (at: string | number) => string;
  /** 21 Nov, 14:03 */
  shortMoment: (at: string | number) => string;
  /** 14:03:07.123 */
  clock: (at: string | number) => string;
  day: (at: string | number) => string;
  /** 840 ms, 3.2 s, 4 min */
  duration: (milliseconds: number) => string;
  /** "5 minutes ago", "in 3 days". */
  relative: (at: string | number, nowMs: number) => string;
  /** A country by its ISO 3166 code. */
  country: (code: string) => string;
}

const unitSteps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** Numbers, money and times in the person's language and zone. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => formatsOf(locale), [locale]);
}

export function formatsOf(locale: string): Format {
  const count = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const rate = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const countries = new Intl.DisplayNames(locale, { type: "region" });
  const times = (options: Intl.DateTimeFormatOptions): ((at: string | number) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (at) => format.format(new Date(at));
  };
  return {
    count: (value) => count.format(value),
    compact: (value) => compact.format(value),
    rate: (part) => rate.format(part),
    money: (micros, currency) => moneyFormat(locale, currency, micros).format(micros / 1_000_000),
    moment: times({ dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }),
    shortMoment: times({ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    clock: times({
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hourCycle: "h23",
    }),
    day: times({ dateStyle: "medium" }),
    duration(milliseconds) {
      if (milliseconds < 1_000) return `${count.format(Math.round(milliseconds))} ms`;
      if (milliseconds < 60_000) return `${decimal.format(milliseconds / 1_000)} s`;
      if (milliseconds < 3_600_000) return `${decimal.format(milliseconds / 60_000)} min`;
      return `${decimal.format(milliseconds / 3_600_000)} h`;
    },
    relative(at, nowMs) {
      const elapsedMs = new Date(at).getTime() - nowMs;
      const [unit, size] = unitSteps.find(([, stepMs]) => Math.abs(elapsedMs) >= stepMs) ?? ["second", 1_000];
      return relative.format(Math.trunc(elapsedMs / size), unit);
    },
    country: (code) => countries.of(code) ?? code,
  };
}

/** A single text costs fractions of a cent, which would show as nothing with the currency's usual decimals. */
function moneyFormat(locale: string, currency: string, micros: number): Intl.NumberFormat {
  const isSmall = micros !== 0 && Math.abs(micros) < 1_000_000;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    ...(isSmall && { minimumFractionDigits: 2, maximumFractionDigits: 6 }),
  });
}
