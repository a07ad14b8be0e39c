import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { timeZone } from "../../i18n/language-provider.tsx";
import { useFormat } from "../../format/use-format.ts";
import { classNames } from "../../ui/class-names.ts";
import {
  byDay,
  type CalendarEntry,
  type Day,
  firstWeekdayOf,
  type Month,
  monthOfDay,
  weeksOf,
} from "./calendar-month.ts";
import { EntryLink } from "./entry-link.tsx";

const shownPerDay = 4;

interface MonthGridProps {
  month: Month;
  today: Day;
  entries: readonly CalendarEntry[];
  label: string;
}

/** A month as a table of weeks, in the person's zone. */
export function MonthGrid({ month, today, entries, label }: MonthGridProps): ReactNode {
  const t = useTranslations("schedules.calendar");
  const locale = useLocale();
  const format = useFormat();
  const weeks = weeksOf(month, firstWeekdayOf(navigator.language.startsWith(locale) ? navigator.language : locale));
  const days = byDay(entries, timeZone);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{label}</caption>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th
              key={day}
              scope="col"
              className="border-b border-line px-2 py-1.5 text-left text-xs font-medium text-muted"
            >
              {weekday.format(Date.parse(day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const inDay = days.get(day) ?? [];
              const isHere = monthOfDay(day) === month;
              return (
                <td
                  key={day}
                  aria-current={day === today ? "date" : undefined}
                  className={classNames(
                    "h-28 border-r border-b border-line p-1.5 align-top last:border-r-0",
                    !isHere && "bg-sunken/60",
                  )}
                >
                  <time
                    dateTime={day}
                    className={classNames(
                      "figures mb-1 grid size-6 place-items-center rounded-full text-xs",
                      day === today ? "bg-accent-solid font-semibold text-on-accent" : isHere ? "" : "text-muted",
                    )}
                  >
                    {Number(day.slice(8))}
                  </time>
                  <ul className="grid gap-1">
                    {inDay.slice(0, shownPerDay).map((entry) => (
                      <li key={entry.id} className="min-w-0">
                        <EntryLink entry={entry} />
                      </li>
                    ))}
                    {inDay.length > shownPerDay && (
                      <li className="px-1.5 text-xs text-muted">
                        {t("more", { count: format.count(inDay.length - shownPerDay) })}
                      </li>
                    )}
                  </ul>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
