import { getRouteApi } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { timeZone } from "../../i18n/language-provider.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { dayIn, monthOfDay, shiftMonth } from "./calendar-month.ts";
import { DayList } from "./day-list.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { textLimit, useCalendar } from "./use-calendar.ts";

const route = getRouteApi("/signed-in/a/$accountId/schedules");

export function CalendarView(): ReactNode {
  const t = useTranslations("schedules.calendar");
  const locale = useLocale();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [today] = useState(() => dayIn(timeZone, Date.now()));
  const month = search.month ?? monthOfDay(today);
  const { entries, error, retry, hasMoreTexts, hasMoreRuns } = useCalendar(month);
  const name = monthName(locale, month);
  const go = (to: string | undefined): void => {
    void navigate({ search: { view: "calendar", ...(to !== undefined && { month: to }) } });
  };
  return (
    <div className="grid gap-4">
      {hasMoreTexts && <Notice>{t("partial", { count: textLimit })}</Notice>}
      {hasMoreRuns && <Notice>{t("partialRuns")}</Notice>}
      <Card
        flush
        title={<span className="first-letter:uppercase inline-block">{name}</span>}
        actions={
          <>
            <Button size="small" onClick={() => go(undefined)}>
              {t("today")}
            </Button>
            <IconButton icon={ChevronLeft} label={t("previous")} onClick={() => go(shiftMonth(month, -1))} />
            <IconButton icon={ChevronRight} label={t("next")} onClick={() => go(shiftMonth(month, 1))} />
          </>
        }
      >
        {entries !== undefined ? (
          <>
            <div className="hidden md:block">
              <MonthGrid month={month} today={today} entries={entries} label={t("label", { month: name })} />
            </div>
            <div className="md:hidden">
              <DayList month={month} entries={entries} />
            </div>
          </>
        ) : error !== null ? (
          <Failure error={error} onRetry={retry} />
        ) : (
          <Loading rows={8} />
        )}
      </Card>
    </div>
  );
}

function monthName(locale: string, month: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(Date.parse(`${month}-01T00:00:00Z`));
}
