import { CalendarX } from "lucide-react";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { timeZone } from "../../i18n/language-provider.tsx";
import { Empty } from "../../ui/states.tsx";
import { byDay, type CalendarEntry, type Month, monthOfDay } from "./calendar-month.ts";
import { EntryLink } from "./entry-link.tsx";

interface DayListProps {
  month: Month;
  entries: readonly CalendarEntry[];
}

/** The month where there is no room for a grid: the days that have something. */
export function DayList({ month, entries }: DayListProps): ReactNode {
  const t = useTranslations("schedules.calendar");
  const locale = useLocale();
  const days = [...byDay(entries, timeZone)].filter(([day]) => monthOfDay(day) === month);
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  if (days.length === 0) return <Empty icon={CalendarX} title={t("nothing")} />;
  return (
    <ol className="divide-y divide-line">
      {days.map(([day, inDay]) => (
        <li key={day} className="grid gap-2 px-4 py-3">
          <h3 className="text-[0.8125rem] font-medium first-letter:uppercase">{name.format(Date.parse(day))}</h3>
          <ul className="grid gap-1.5">
            {inDay.map((entry) => (
              <li key={entry.id} className="min-w-0">
                <EntryLink entry={entry} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
