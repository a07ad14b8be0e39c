import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { Card } from "../../ui/card.tsx";
import { Page } from "../../ui/page.tsx";
import { Failure, Loading } from "../../ui/states.tsx";
import { ScheduleActions } from "./schedule-actions.tsx";
import { ScheduleDetails } from "./schedule-details.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { ScheduleMessages } from "./schedule-messages.tsx";
import { ScheduleRuns } from "./schedule-runs.tsx";

const route = getRouteApi("/signed-in/a/$accountId/schedules/$scheduleId");

/** One recurring schedule, and what became of its runs. */
export function SchedulePage(): ReactNode {
  const nav = useTranslations("nav");
  const { scheduleId } = route.useParams();
  const account = useAccount();
  const [isChanging, setIsChanging] = useState(false);
  const {
    data: schedule,
    error,
    refetch,
  } = useQuery(read(account.id, "/v1/schedules/{id}", { params: { path: { id: scheduleId } } }));
  if (schedule === undefined) {
    return (
      <Page title={nav("schedule")}>
        <Card>{error === null ? <Loading /> : <Failure error={error} onRetry={() => void refetch()} />}</Card>
      </Page>
    );
  }
  return (
    <Page
      title={schedule.name}
      actions={
        account.can("schedules:write") && <ScheduleActions schedule={schedule} onChange={() => setIsChanging(true)} />
      }
    >
      <ScheduleDetails schedule={schedule} />
      <ScheduleMessages messages={schedule.messages} />
      <ScheduleRuns scheduleId={schedule.id} />
      {isChanging && <ScheduleDialog schedule={schedule} onClose={() => setIsChanging(false)} />}
    </Page>
  );
}
