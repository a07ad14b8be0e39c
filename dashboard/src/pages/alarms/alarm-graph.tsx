import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { Legend } from "../../charts/legend.tsx";
import { type ChartSeries, TimeChart } from "../../charts/time-chart.tsx";
import { Card } from "../../ui/card.tsx";
import { useAlarmValue } from "./use-alarm-value.ts";

/** The value by the minute, with what is usual and from where on it is an alarm. */
export function AlarmGraph({ alarm }: { alarm: Schema<"AlarmWithSeries"> }): ReactNode {
  const t = useTranslations("alarms.detail");
  const valueText = useAlarmValue(alarm.unit);
  const { series: points, raiseAt } = alarm;
  const times = useMemo(() => points.map(({ at }) => Date.parse(at)), [points]);
  const series = useMemo(
    (): ChartSeries[] => [
      { label: t("value"), tone: "accent", values: points.map(({ value }) => value), filled: true },
      { label: t("baseline"), tone: "muted", values: points.map(({ baseline }) => baseline) },
      { label: t("threshold"), tone: "bad", values: points.map(() => raiseAt), dashed: true },
    ],
    [t, points, raiseAt],
  );
  return (
    <Card
      title={t("graph")}
      description={t("graphDetail", { raiseAt: valueText(raiseAt), clearBelow: valueText(alarm.clearBelow) })}
      actions={<Legend series={series} />}
    >
      {points.length === 0 ? (
        <p className="text-muted">{t("noGraph")}</p>
      ) : (
        <TimeChart label={t("graph")} times={times} series={series} format={valueText} heightPx={240} />
      )}
    </Card>
  );
}
