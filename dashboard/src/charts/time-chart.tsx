import { lazy, type ReactNode, Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useFormat } from "../format/use-format.ts";
import { useIsDark } from "../theme/theme.ts";
import { Skeleton } from "../ui/states.tsx";

export type ChartTone = "accent" | "good" | "bad" | "info" | "muted";

export interface ChartSeries {
  label: string;
  tone: ChartTone;
  /** One for each time; null where there is none. */
  values: readonly (number | null)[];
  /** A filled area in the place of a line. */
  filled?: boolean;
  /** Dashed: for thresholds and baselines. */
  dashed?: boolean;
}

export interface TimeChartProps {
  /** What it shows, in words: said in the place of the picture. */
  label: string;
  /** Epoch ms, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  heightPx?: number;
  /** Values that are counted: no half messages on the axis. */
  whole?: boolean;
}

const Plot = lazy(() => import("./plot.tsx").then(({ Plot: component }) => ({ default: component })));

/** Values over time. Who cannot see it gets the last and the greatest value of each series, who needs more a table. */
export function TimeChart(props: TimeChartProps): ReactNode {
  const t = useTranslations("chart");
  const { label, times, series, format, heightPx = 200 } = props;
  const { shortMoment } = useFormat();
  const locale = useLocale();
  const isDark = useIsDark();
  const shape = series.map(({ label: name, tone, filled, dashed }) => [name, tone, filled, dashed]);
  const last = times.at(-1);
  return (
    <figure>
      <Suspense fallback={<Skeleton className="h-[200px] w-full" />}>
        <Plot key={JSON.stringify([shape, locale, isDark, heightPx])} {...props} heightPx={heightPx} />
      </Suspense>
      <figcaption className="sr-only">
        {label}.{" "}
        {last !== undefined &&
          series
            .map(({ label: name, values }) => {
              const known = values.filter((value) => value !== null);
              const latest = known.at(-1);
              if (latest === undefined) return t("noValues", { name });
              return t("summary", {
                name,
                latest: format(latest),
                most: format(Math.max(...known)),
                at: shortMoment(last),
              });
            })
            .join(" ")}
      </figcaption>
    </figure>
  );
}
