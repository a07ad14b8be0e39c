import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { BellOff } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { useLiveFrames } from "../../../live/live-provider.tsx";
import { defined, oneOf } from "../../../routes/search.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Empty } from "../../../ui/states.tsx";
import { FilterForm } from "../shared/filter-form.tsx";
import { type Alarm, alarmRules, invalidateAlarms } from "./alarm-calls.ts";
import { AlarmStateBadge } from "./alarm-state-badge.tsx";
import { useAlarmValue } from "./use-alarm-value.ts";

const route = getRouteApi("/signed-in/operator/alarms");
const states = ["raised", "cleared"] as const;

export function AlarmsList(): ReactNode {
  const t = useTranslations("operator.alarms");
  const { cursor, tab: _, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const query = { limit: 50, ...defined({ cursor, ...filters }) };
  const alarms = useQuery(read(null, "/admin/v1/alarms", { params: { query } }));
  useLiveFrames((frame) => {
    if (frame.type === "alarm") void invalidateAlarms(queries);
  });
  return (
    <div className="grid gap-4">
      <FilterForm
        fields={[
          {
            name: "state",
            label: t("state"),
            options: [
              { value: "", label: t("any") },
              ...states.map((value) => ({ value, label: t(`states.${value}`) })),
            ],
          },
          {
            name: "rule",
            label: t("rule"),
            options: [
              { value: "", label: t("any") },
              ...alarmRules.map((value) => ({ value, label: t(`rules.${value}`) })),
            ],
          },
          { name: "account", label: t("account"), placeholder: "acc_…" },
        ]}
        values={filters}
        busy={alarms.isFetching}
        onApply={({ state, rule, account }) =>
          void navigate({ search: defined({ state: oneOf(states, state), rule: oneOf(alarmRules, rule), account }) })
        }
      />
      <Card flush>
        <DataTable
          label={t("title")}
          columns={useAlarmColumns()}
          rows={alarms.data?.data}
          idOf={({ id }) => id}
          error={alarms.error}
          onRetry={() => void alarms.refetch()}
          empty={<Empty icon={BellOff} title={t("empty")} description={t("emptyDetail")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={alarms.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ ...filters, cursor: next }) })}
              busy={alarms.isFetching}
            />
          }
        />
      </Card>
    </div>
  );
}

function useAlarmColumns() {
  const t = useTranslations("operator.alarms");
  const value = useAlarmValue();
  return useMemo(
    () =>
      columnsOf<Alarm>()((column) => [
        column.accessor("rule", {
          header: t("rule"),
          meta: { grow: true },
          cell: ({ row: { original } }) => (
            <>
              <Link
                to="/operator/alarms/$alarmId"
                params={{ alarmId: original.id }}
                className="font-medium underline-offset-4 hover:underline"
              >
                {t(`rules.${original.rule}`)}
              </Link>
              <span className="block truncate text-[0.8125rem] text-muted">{original.subject}</span>
            </>
          ),
        }),
        column.accessor("state", {
          header: t("state"),
          cell: ({ row: { original } }) => <AlarmStateBadge alarm={original} />,
        }),
        column.accessor("severity", {
          header: t("severity"),
          meta: { hideOnPhone: true },
          cell: ({ getValue }) => (
            <Badge tone={getValue() === "critical" ? "bad" : "warn"}>{t(`severities.${getValue()}`)}</Badge>
          ),
        }),
        column.accessor("peak", {
          header: t("peak"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ row: { original } }) => value(original.unit, original.peak),
        }),
        column.accessor("raisedAt", {
          header: t("raisedAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    // oxlint-disable-next-line react/exhaustive-deps -- `value` is of the language, as `t` is
    [t],
  );
}
