import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { type CalendarEntry, type Month, spanOf } from "./calendar-month.ts";
import { upcomingRuns } from "./upcoming-runs.ts";

/** The most scheduled texts and schedules that one calendar asks for. */
export const textLimit = 500;
const scheduleLimit = 200;

/** What is in a month: texts with their time, runs of schedules as they will come. */
export function useCalendar(month: Month) {
  const t = useTranslations("schedules.calendar");
  const account = useAccount();
  const [nowMs] = useState(() => Date.now());
  const texts = useQuery(
    read(account.id, "/v1/messages", { params: { query: { status: "scheduled", limit: textLimit } } }),
  );
  const schedules = useQuery(read(account.id, "/v1/schedules", { params: { query: { limit: scheduleLimit } } }));

  const runs = useMemo(() => {
    const span = spanOf(month);
    return schedules.data?.data.map((schedule) => ({ schedule, ...upcomingRuns(schedule, span, nowMs) }));
  }, [schedules.data, month, nowMs]);

  const entries = useMemo((): CalendarEntry[] | undefined => {
    if (texts.data === undefined || runs === undefined) return undefined;
    const ofTexts = texts.data.data.flatMap(({ id, to, sendAt, status }): CalendarEntry[] =>
      // A frame may have told since that it went out or was canceled.
      sendAt === undefined || status !== "scheduled"
        ? []
        : [{ id, kind: "text", atMs: Date.parse(sendAt), label: t("text", { to }), messageId: id }],
    );
    const ofRuns = runs.flatMap(({ schedule: { id, name }, atMs }) =>
      atMs.map((at): CalendarEntry => ({ id: `${id} ${at}`, kind: "run", atMs: at, label: name, scheduleId: id })),
    );
    return [...ofTexts, ...ofRuns];
  }, [texts.data, runs, t]);

  return {
    entries,
    error: texts.error ?? schedules.error,
    retry: () => {
      void texts.refetch();
      void schedules.refetch();
    },
    hasMoreTexts: typeof texts.data?.nextCursor === "string",
    hasMoreRuns: typeof schedules.data?.nextCursor === "string" || runs?.some(({ isPartial }) => isPartial) === true,
  };
}
