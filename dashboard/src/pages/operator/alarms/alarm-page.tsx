import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useLiveFrames } from "../../../live/live-provider.tsx";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { valueText } from "../shared/changes-table.tsx";
import { AlarmActions } from "./alarm-actions.tsx";
import { invalidateAlarms } from "./alarm-calls.ts";
import { AlarmGraph } from "./alarm-graph.tsx";
import { AlarmStateBadge } from "./alarm-state-badge.tsx";
import { useAlarmValue } from "./use-alarm-value.ts";

type Alarm = Schema<"OperatedAlarm">;

const route = getRouteApi("/signed-in/operator/alarms/$alarmId");

export function AlarmPage(): ReactNode {
  const t = useTranslations("operator.alarms");
  const { alarmId } = route.useParams();
  const queries = useQueryClient();
  const columns = useNotificationColumns();
  const alarm = useQuery(read(null, "/admin/v1/alarms/{id}", { params: { path: { id: alarmId } } }));
  useLiveFrames((frame) => {
    if (frame.type === "alarm" && frame.id === alarmId) void invalidateAlarms(queries);
  });
  const { data } = alarm;
  if (data === undefined) {
    return (
      <Page title={t("one")}>
        <Card>
          {alarm.isError ? <Failure error={alarm.error} onRetry={() => void alarm.refetch()} /> : <Loading />}
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={`${t(`rules.${data.rule}`)}: ${data.subject}`}
      description={
        <span className="flex flex-wrap items-center gap-2">
          <AlarmStateBadge alarm={data} />
          <Badge tone={data.severity === "critical" ? "bad" : "warn"}>{t(`severities.${data.severity}`)}</Badge>
        </span>
      }
      actions={<AlarmActions alarm={data} />}
    >
      <Card title={t("graph")}>
        <AlarmGraph alarm={data} />
      </Card>
      <Card title={t("details")}>
        <Facts alarm={data} />
      </Card>
      <Card title={t("notifications")} flush>
        <DataTable
          label={t("notifications")}
          columns={columns}
          rows={data.notifications}
          idOf={({ id }) => id}
          empty={<Empty title={t("noNotifications")} description={t("noNotificationsDetail")} />}
        />
      </Card>
    </Page>
  );
}

function Facts({ alarm }: { alarm: Alarm }): ReactNode {
  const t = useTranslations("operator.alarms");
  const common = useTranslations("common");
  const value = useAlarmValue();
  const { acknowledged, unit } = alarm;
  return (
    <Details>
      <Detail label={t("raisedAt")}>
        <Moment at={alarm.raisedAt} withSeconds />
      </Detail>
      <Detail label={t("clearedAt")}>
        {alarm.clearedAt === null ? common("none") : <Moment at={alarm.clearedAt} withSeconds />}
        {alarm.clearReason !== null && (
          <span className="block text-xs text-muted">{t(`clearReasons.${alarm.clearReason}`)}</span>
        )}
      </Detail>
      <Detail label={t("value")}>{value(unit, alarm.value)}</Detail>
      <Detail label={t("peak")}>{value(unit, alarm.peak)}</Detail>
      <Detail label={t("raiseAt")}>{value(unit, alarm.raiseAt)}</Detail>
      <Detail label={t("clearBelow")}>{value(unit, alarm.clearBelow)}</Detail>
      {alarm.baseline !== null && <Detail label={t("baseline")}>{t("percent", { part: alarm.baseline })}</Detail>}
      {acknowledged !== null && (
        <Detail label={t("acknowledged")}>
          {acknowledged.by}, <Moment at={acknowledged.at} />
          {acknowledged.note !== null && <span className="block text-xs text-muted">{acknowledged.note}</span>}
        </Detail>
      )}
      {alarm.silencedUntil !== null && (
        <Detail label={t("silencedUntil")}>
          <Moment at={alarm.silencedUntil} />
        </Detail>
      )}
      {Object.entries(alarm.detail ?? {}).map(([name, content]) => (
        <Detail key={name} label={name}>
          {valueText(content)}
        </Detail>
      ))}
    </Details>
  );
}

function useNotificationColumns() {
  const t = useTranslations("operator.alarms");
  return useMemo(
    () =>
      columnsOf<Alarm["notifications"][number]>()((column) => [
        column.accessor("target", { header: t("target") }),
        column.accessor("status", {
          header: t("status"),
          cell: ({ getValue }) => (
            <Badge tone={getValue() === "sent" ? "good" : getValue() === "waiting" ? "info" : "bad"}>
              {t(`notificationStates.${getValue()}`)}
            </Badge>
          ),
        }),
        column.accessor("attempts", { header: t("attempts"), meta: { align: "right", hideOnPhone: true } }),
        column.accessor("error", {
          header: t("error"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) => <span className="text-muted">{getValue() ?? ""}</span>,
        }),
        column.accessor("createdAt", {
          header: t("at"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t],
  );
}
