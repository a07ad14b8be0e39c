import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Repeat } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { useFormat } from "../../format/use-format.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Empty } from "../../ui/states.tsx";
import { ScheduleState } from "./schedule-state.tsx";
import { useRecurrenceText } from "./use-recurrence-text.ts";

const route = getRouteApi("/signed-in/a/$accountId/schedules");
const pageSize = 50;

export function RecurringList(): ReactNode {
  const t = useTranslations("schedules.recurring");
  const common = useTranslations("common");
  const views = useTranslations("schedules.views");
  const format = useFormat();
  const recurrenceText = useRecurrenceText();
  const { id: accountId } = useAccount();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const schedules = useQuery({
    ...read(accountId, "/v1/schedules", { params: { query: { limit: pageSize, ...defined({ cursor }) } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Schedule">>()((column) => [
        column.accessor("name", {
          header: t("columns.name"),
          meta: { grow: true },
          cell: ({ row: { original: schedule } }) => (
            <>
              <Link
                to="/a/$accountId/schedules/$scheduleId"
                params={{ accountId, scheduleId: schedule.id }}
                className="font-medium underline-offset-4 hover:underline"
              >
                {schedule.name}
              </Link>
              {schedule.nextRunAt !== null && (
                <span className="block text-xs text-muted md:hidden">
                  <Moment at={schedule.nextRunAt} />
                </span>
              )}
            </>
          ),
        }),
        column.accessor("cron", {
          header: t("columns.when"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => (
            <>
              {recurrenceText(original.cron)}
              <span className="block text-xs text-muted">{original.timeZone}</span>
            </>
          ),
        }),
        column.accessor("nextRunAt", {
          header: t("columns.next"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            return at === null ? common("none") : <Moment at={at} />;
          },
        }),
        column.accessor("runs", {
          header: t("columns.runs"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => format.count(getValue()),
        }),
        column.display({
          id: "state",
          header: t("columns.state"),
          cell: ({ row: { original } }) => <ScheduleState schedule={original} />,
        }),
      ]),
    [t, common, format, accountId, recurrenceText],
  );
  return (
    <PagedTable
      label={views("recurring")}
      columns={columns}
      query={schedules}
      idOf={({ id }) => id}
      empty={<Empty icon={Repeat} title={t("empty")} description={t("emptyDetail")} />}
      cursor={cursor}
      onCursor={(next) => void navigate({ search: defined({ view: "recurring" as const, cursor: next }) })}
    />
  );
}
