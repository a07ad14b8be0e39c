import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { useLiveFrames } from "../../live/live-provider.tsx";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Detail, Details } from "../../ui/details.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { AlarmSeverity, AlarmState } from "./alarm-badges.tsx";
import { AlarmGraph } from "./alarm-graph.tsx";
import { useAlarmValue } from "./use-alarm-value.ts";

const route = getRouteApi("/signed-in/a/$accountId/alarms/$alarmId");

/** One alarm with the graph that raised it. */
export function AlarmPage(): ReactNode {
  const t = useTranslations("alarms");
  const nav = useTranslations("nav");
  const { alarmId } = route.useParams();
  const account = useAccount();
  const queries = useQueryClient();
  const {
    data: alarm,
    error,
    refetch,
  } = useQuery(read(account.id, "/v1/alarms/{id}", { params: { path: { id: alarmId } } }));
  useLiveFrames((frame) => {
    if (frame.type === "alarm" && frame.id === alarmId) void invalidate(queries, account.id, "/v1/alarms/{id}");
  });
  return (
    <Page title={alarm === undefined ? nav("alarm") : t(`rules.${alarm.rule}`)}>
      {alarm === undefined ? (
        <Card>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      ) : (
        <>
          <AlarmDetails alarm={alarm} />
          <AlarmGraph alarm={alarm} />
        </>
      )}
    </Page>
  );
}

function AlarmDetails({ alarm }: { alarm: Schema<"AlarmWithSeries"> }): ReactNode {
  const t = useTranslations("alarms");
  const valueText = useAlarmValue(alarm.unit);
  const { clearedAt, clearReason, acknowledged, silencedUntil } = alarm;
  return (
    <Card>
      <Details>
        <Detail label={t("columns.state")}>
          <AlarmState alarm={alarm} />
        </Detail>
        <Detail label={t("columns.severity")}>
          <AlarmSeverity severity={alarm.severity} />
        </Detail>
        <Detail label={t("detail.subject")}>{alarm.subject}</Detail>
        <Detail label={t("detail.value")}>{valueText(alarm.value)}</Detail>
        <Detail label={t("detail.peak")}>{valueText(alarm.peak)}</Detail>
        <Detail label={t("columns.raised")}>
          <Moment at={alarm.raisedAt} withSeconds />
        </Detail>
        {clearedAt !== null && (
          <Detail label={t("columns.cleared")}>
            <Moment at={clearedAt} withSeconds />
          </Detail>
        )}
        {clearReason !== null && (
          <Detail label={t("detail.clearReason")}>{t(`detail.clearReasons.${clearReason}`)}</Detail>
        )}
        {acknowledged !== null && (
          <Detail label={t("detail.acknowledgedBy")}>
            {acknowledged.by}
            {acknowledged.note !== null && <span className="block text-muted">{acknowledged.note}</span>}
          </Detail>
        )}
        {silencedUntil !== null && (
          <Detail label={t("detail.silencedUntil")}>
            <Moment at={silencedUntil} withSeconds />
          </Detail>
        )}
      </Details>
    </Card>
  );
}
