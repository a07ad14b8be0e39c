import { type ReactNode, useEffect, useEffectEvent, useRef } from "react";
import { useLocale } from "use-intl";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { plotOptions } from "./plot-options.ts";
import type { TimeChartProps } from "./time-chart.tsx";

/** uPlot on a canvas. Its colours and series are those of its first day: who changes them gives it another key. */
export function Plot({ times, series, format, heightPx = 200, whole = false }: TimeChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const locale = useLocale();
  const draw = useEffectEvent(
    (element: HTMLElement) =>
      new uPlot(plotOptions({ element, series, format, locale, heightPx, whole }), dataOf({ times, series }), element),
  );
  const resize = useEffectEvent((width: number) => plot.current?.setSize({ width, height: heightPx }));

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const drawn = draw(element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => resize(element.clientWidth));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = null;
      drawn.destroy();
    };
  }, []);

  useEffect(() => plot.current?.setData(dataOf({ times, series })), [times, series]);

  return <div ref={place} aria-hidden className="w-full overflow-hidden" style={{ height: heightPx }} />;
}

function dataOf({ times, series }: Pick<TimeChartProps, "times" | "series">): uPlot.AlignedData {
  return [times.map((timeMs) => timeMs / 1_000), ...series.map(({ values }) => [...values])];
}
