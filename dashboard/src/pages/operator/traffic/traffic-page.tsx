import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ChartLine } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { read } from "../../../api/queries.ts";
import { Legend } from "../../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../../charts/time-chart.tsx";
import { useFormat } from "../../../format/use-format.ts";
import { useLiveFrames } from "../../../live/live-provider.tsx";
import { defined, oneOf } from "../../../routes/search.ts";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { FilterForm } from "../shared/filter-form.tsx";
import { useNow } from "../shared/use-now.ts";
import { tonesOf } from "./status-tones.ts";
import { type GroupedSeries, groupTraffic, stepMs, type TrafficGroup } from "./traffic-series.ts";

const route = getRouteApi("/signed-in/operator/traffic");

export const trafficGroups = ["status", "carrier", "country"] as const;
export const trafficSpans = ["hour", "6hours", "day", "week", "month"] as const;

/** How far back, and in what steps. */
const spans = {
  hour: { steps: 60, step: "1m" },
  "6hours": { steps: 360, step: "1m" },
  day: { steps: 288, step: "5m" },
  week: { steps: 168, step: "1h" },
  month: { steps: 30, step: "1d" },
} as const;

/** Texts over time, by what became of them, by carrier or by country. */
export function TrafficPage(): ReactNode {
  const t = useTranslations("operator.traffic");
  const filters = route.useSearch();
  const { span = "hour", by = "status", account } = filters;
  const navigate = route.useNavigate();
  const { steps, step } = spans[span];
  const size = stepMs[step];
  const toMs = Math.ceil(useNow(10_000) / size) * size;
  const query = {
    from: new Date(toMs - steps * size).toISOString(),
    to: new Date(toMs).toISOString(),
    step,
    groupBy: by,
    ...defined({ account }),
  };
  const traffic = useQuery({
    ...read(null, "/admin/v1/traffic", { params: { query } }),
    placeholderData: (before) => before,
  });
  useLiveFrames((frame) => {
    if (frame.type === "numbers" && span === "hour") void traffic.refetch();
  });
  const { data } = traffic;
  const grouped = useMemo(() => (data === undefined ? undefined : groupTraffic(data, by)), [data, by]);
  return (
    <Page title={t("title")} description={t("description")}>
      <FilterForm
        fields={[
          {
            name: "span",
            label: t("span"),
            options: trafficSpans.map((value) => ({ value, label: t(`spans.${value}`) })),
          },
          {
            name: "by",
            label: t("by"),
            options: trafficGroups.map((value) => ({ value, label: t(`groups.${value}`) })),
          },
          { name: "account", label: t("account"), placeholder: "acc_…" },
        ]}
        values={filters}
        busy={traffic.isFetching}
        onApply={(next) =>
          void navigate({
            search: defined({
              span: next.span === "hour" ? undefined : oneOf(trafficSpans, next.span),
              by: next.by === "status" ? undefined : oneOf(trafficGroups, next.by),
              account: next.account,
            }),
          })
        }
      />
      {grouped === undefined ? (
        <Card>
          {traffic.isError ? <Failure error={traffic.error} onRetry={() => void traffic.refetch()} /> : <Loading />}
        </Card>
      ) : grouped.groups.length === 0 ? (
        <Card>
          <Empty icon={ChartLine} title={t("empty")} description={t("emptyDetail")} />
        </Card>
      ) : (
        <Grouped grouped={grouped} by={by} />
      )}
    </Page>
  );
}

function Grouped({ grouped, by }: { grouped: GroupedSeries; by: TrafficGroup }): ReactNode {
  const t = useTranslations("operator.traffic");
  const statuses = useTranslations("operator.traffic.statuses");
  const format = useFormat();
  const rows = useMemo(() => {
    const nameOf = (key: string | null | undefined): string => {
      if (key === undefined) return t("rest");
      if (key === null) return t("unknown");
      if (by === "country") return format.country(key);
      return by === "status" && statuses.has(key as never) ? statuses(key as never) : key;
    };
    const tones = tonesOf(grouped.groups.map(({ key }) => key));
    return grouped.groups.map((group, index) => ({
      ...group,
      name: nameOf(group.key),
      tone: tones[index] ?? ("muted" as const),
    }));
  }, [grouped, by, t, statuses, format]);
  const series = useMemo(
    (): ChartSeries[] => rows.map(({ name, tone, values }) => ({ label: name, tone, values })),
    [rows],
  );
  const columns = useMemo(
    () =>
      columnsOf<(typeof rows)[number]>()((column) => [
        column.accessor("name", { header: t(`groups.${by}`), meta: { grow: true } }),
        column.accessor("messages", {
          header: t("messages"),
          meta: { align: "right" },
          cell: ({ getValue }) => format.count(getValue()),
        }),
        column.accessor("segments", {
          header: t("segments"),
          meta: { align: "right" },
          cell: ({ getValue }) => format.count(getValue()),
        }),
      ]),
    [t, by, format],
  );
  return (
    <>
      <Card title={t("chart")} actions={<Legend series={series} />}>
        <TimeChart
          label={t("chartOf", { group: t(`groups.${by}`) })}
          times={grouped.times}
          series={series}
          format={format.compact}
          heightPx={280}
        />
      </Card>
      <Card title={t("sums")} flush>
        <DataTable
          label={t("sums")}
          columns={columns}
          rows={rows}
          idOf={({ name }) => name}
          empty={<Empty title={t("empty")} />}
        />
      </Card>
    </>
  );
}
