import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Legend } from "../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../charts/time-chart.tsx";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/states.tsx";

type Minute = Schema<"TrafficMinute">;

interface HourChartProps {
  /** Those in which anything was counted; undefined while they are loaded. */
  minutes: readonly Minute[] | undefined;
  /** The moment that they are of. */
  at: string | undefined;
}

const minuteMs = 60_000;

export function HourChart({ minutes, at }: HourChartProps): ReactNode {
  const t = useTranslations("overview");
  const format = useFormat();
  const { times, series } = useMemo(() => {
    const byMinute = new Map((minutes ?? []).map((minute) => [Date.parse(minute.at), minute]));
    const last = Math.floor((at === undefined ? 0 : Date.parse(at)) / minuteMs) * minuteMs;
    const newest = Math.max(last, ...byMinute.keys());
    const hour = Array.from({ length: 60 }, (_, index) => newest - (59 - index) * minuteMs);
    const valuesOf = (field: "accepted" | "delivered" | "failed"): number[] =>
      hour.map((timeMs) => byMinute.get(timeMs)?.[field] ?? 0);
    return {
      times: hour,
      series: [
        { label: t("accepted"), tone: "accent", filled: true, values: valuesOf("accepted") },
        { label: t("delivered"), tone: "good", values: valuesOf("delivered") },
        { label: t("failed"), tone: "bad", values: valuesOf("failed") },
      ] satisfies ChartSeries[],
    };
  }, [minutes, at, t]);
  return (
    <Card title={t("lastHour")} actions={<Legend series={series} />}>
      {minutes === undefined ? (
        <Skeleton className="h-[200px] w-full" />
      ) : (
        <TimeChart label={t("lastHourLabel")} times={times} series={series} format={format.compact} whole />
      )}
    </Card>
  );
}
