import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Moment } from "../../ui/moment.tsx";
import { ScheduleState } from "./schedule-state.tsx";
import { useRecurrenceText } from "./use-recurrence-text.ts";

export function ScheduleDetails({ schedule }: { schedule: Schema<"Schedule"> }): ReactNode {
  const t = useTranslations("schedules");
  const format = useFormat();
  const recurrenceText = useRecurrenceText();
  const { cron, timeZone, nextRunAt, runs, maxRuns, startsAt, endsAt, createdAt } = schedule;
  return (
    <Card>
      <Details>
        <Detail label={t("recurring.columns.state")}>
          <ScheduleState schedule={schedule} />
        </Detail>
        <Detail label={t("detail.when")}>
          {t("summary.inZone", { when: recurrenceText(cron), timeZone })}
          <span className="block font-mono text-xs text-muted">{cron}</span>
        </Detail>
        <Detail label={t("detail.next")}>
          {nextRunAt === null ? t("detail.noNext") : <Moment at={nextRunAt} withSeconds />}
        </Detail>
        <Detail label={t("detail.runs")}>
          {maxRuns === null
            ? format.count(runs)
            : t("detail.runsOf", { runs: format.count(runs), maxRuns: format.count(maxRuns) })}
        </Detail>
        {startsAt !== null && (
          <Detail label={t("detail.startsAt")}>
            <Moment at={startsAt} withSeconds />
          </Detail>
        )}
        {endsAt !== null && (
          <Detail label={t("detail.endsAt")}>
            <Moment at={endsAt} withSeconds />
          </Detail>
        )}
        <Detail label={t("detail.created")}>
          <Moment at={createdAt} />
        </Detail>
      </Details>
    </Card>
  );
}
