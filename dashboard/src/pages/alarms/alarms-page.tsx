import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BellRing } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { useLiveFrames } from "../../live/live-provider.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { columnsOf } from "../../ui/data-table.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { AlarmSeverity, AlarmState } from "./alarm-badges.tsx";

const route = getRouteApi("/signed-in/a/$accountId/alarms");
const pageSize = 50;

type View = "all" | "raised" | "cleared";

export function AlarmsPage(): ReactNode {
  const t = useTranslations("alarms");
  const account = useAccount();
  const queries = useQueryClient();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  useLiveFrames((frame) => {
    if (frame.type === "alarm") void invalidate(queries, account.id, "/v1/alarms");
  });
  const views: readonly View[] = ["all", "raised", "cleared"];
  return (
    <Page title={t("title")} description={t("description")}>
      <Tabs<View>
        label={t("title")}
        value={state ?? "all"}
        onChange={(next) => void navigate({ search: defined({ state: next === "all" ? undefined : next }) })}
        tabs={views.map((value) => ({ value, label: t(`filters.${value}`), content: <AlarmList /> }))}
      />
    </Page>
  );
}

function AlarmList(): ReactNode {
  const t = useTranslations("alarms");
  const common = useTranslations("common");
  const { id: accountId } = useAccount();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const alarms = useQuery({
    ...read(accountId, "/v1/alarms", { params: { query: { limit: pageSize, ...search } } }),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Alarm">>()((column) => [
        column.accessor("rule", {
          header: t("columns.title"),
          meta: { grow: true },
          cell: ({ row: { original: alarm } }) => (
            <>
              <Link
                to="/a/$accountId/alarms/$alarmId"
                params={{ accountId, alarmId: alarm.id }}
                className="font-medium underline-offset-4 hover:underline"
              >
                {t(`rules.${alarm.rule}`)}
              </Link>
              <p className="truncate text-xs text-muted">{alarm.subject}</p>
            </>
          ),
        }),
        column.accessor("severity", {
          header: t("columns.severity"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => <AlarmSeverity severity={getValue()} />,
        }),
        column.accessor("state", {
          header: t("columns.state"),
          cell: ({ row: { original } }) => <AlarmState alarm={original} />,
        }),
        column.accessor("raisedAt", {
          header: t("columns.raised"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
        column.accessor("clearedAt", {
          header: t("columns.cleared"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => {
            const at = getValue();
            return at === null ? common("none") : <Moment at={at} />;
          },
        }),
      ]),
    [t, common, accountId],
  );
  return (
    <PagedTable
      label={t("title")}
      columns={columns}
      query={alarms}
      idOf={({ id }) => id}
      empty={<Empty icon={BellRing} title={t("empty")} description={t("emptyDetail")} />}
      cursor={search.cursor}
      onCursor={(next) => void navigate({ search: (before) => defined({ ...before, cursor: next }) })}
    />
  );
}
