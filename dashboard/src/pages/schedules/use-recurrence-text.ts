import { useLocale, useTranslations } from "use-intl";
import { patternOf } from "./recurrence-pattern.ts";

/** A recurrence in words: "Every day at 09:00". */
export function useRecurrenceText(): (cron: string) => string {
  const t = useTranslations("schedules.summary");
  const locale = useLocale();
  const days = new Intl.ListFormat(locale, { style: "narrow", type: "conjunction" });
  const weekdays = weekdayNames(locale);
  return (cron) => {
    const pattern = patternOf(cron);
    switch (pattern.every) {
      case "hour":
        return t("hour", { minute: pattern.minute });
      case "day":
        return t("day", { time: pattern.time });
      case "week":
        return t("week", { time: pattern.time, days: days.format(pattern.weekdays.map((day) => weekdays[day] ?? "")) });
      case "month":
        return t("month", { time: pattern.time, day: pattern.day });
      case "cron":
        return cron;
    }
  };
}

/** From Sunday on, as the language has them. */
export function weekdayNames(locale: string): string[] {
  const name = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // The first of January 2023 was a Sunday.
  return Array.from({ length: 7 }, (_, day) => name.format(Date.UTC(2023, 0, 1 + day)));
}
