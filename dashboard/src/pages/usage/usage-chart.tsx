import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Legend } from "../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../charts/time-chart.tsx";
import { useFormat } from "../../format/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { daysOf } from "./usage-rows.ts";

export function UsageChart({ usage }: { usage: Schema<"Usage"> | undefined }): ReactNode {
  const t = useTranslations("usage");
  const format = useFormat();
  const days = useMemo(() => usage && daysOf(usage), [usage]);
  const series = useMemo(
    (): ChartSeries[] => [
      { label: t("messages"), tone: "accent", values: days?.messages ?? [], filled: true },
      { label: t("segments"), tone: "info", values: days?.segments ?? [] },
    ],
    [days, t],
  );
  return (
    <Card title={t("perDay")} actions={<Legend series={series} />}>
      {days === undefined ? (
        <Skeleton className="h-[200px] w-full" />
      ) : (
        <TimeChart label={t("chart")} times={days.times} series={series} format={(value) => format.compact(value)} />
      )}
    </Card>
  );
}
