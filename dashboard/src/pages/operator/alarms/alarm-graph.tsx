import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { Legend } from "../../../charts/legend.tsx";
import { type ChartSeries, type ChartTone, TimeChart } from "../../../charts/time-chart.tsx";
import { Empty } from "../../../ui/states.tsx";
import { alarmLines, type LineName } from "./alarm-lines.ts";
import { useAlarmValue } from "./use-alarm-value.ts";

const tones: Record<LineName, ChartTone> = { value: "accent", raise: "bad", clear: "good", usual: "info" };

/** What raised the alarm: the value over time, with the bounds of its rule and what is usual. */
export function AlarmGraph({ alarm }: { alarm: Schema<"OperatedAlarm"> }): ReactNode {
  const t = useTranslations("operator.alarms");
  const value = useAlarmValue();
  const { times, unit, lines } = useMemo(() => alarmLines(alarm), [alarm]);
  const isRate = unit === "percent";
  const series = useMemo(
    () =>
      lines.map(({ name, values }): ChartSeries => ({
        label: t(isRate ? `rateLines.${name}` : `lines.${name}`),
        tone: tones[name],
        values,
        filled: name === "value",
        dashed: name !== "value",
      })),
    [lines, isRate, t],
  );
  if (times.length === 0) return <Empty title={t("noSeries")} />;
  return (
    <div className="grid gap-3">
      <TimeChart
        label={t("graphOf", { rule: t(`rules.${alarm.rule}`), subject: alarm.subject })}
        times={times}
        series={series}
        format={(number) => (unit === "percent" ? t("percent", { part: number }) : value(unit, number))}
        heightPx={260}
      />
      <Legend series={series} />
    </div>
  );
}
