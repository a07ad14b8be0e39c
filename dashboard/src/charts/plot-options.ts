import type uPlot from "uplot";
import { timeZone } from "../i18n/language-provider.tsx";
import type { ChartSeries, ChartTone } from "./time-chart.tsx";

interface PlotShape {
  element: HTMLElement;
  series: readonly ChartSeries[];
  format: (value: number) => string;
  locale: string;
  heightPx: number;
  whole: boolean;
}

const tokens: Record<ChartTone, string> = {
  accent: "--accent",
  good: "--good",
  bad: "--bad",
  info: "--info",
  muted: "--muted",
};

const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** Few lines, no frame, the theme's colours; the values under the pointer stand in the legend below. */
export function plotOptions({ element, series, format, locale, heightPx, whole }: PlotShape): uPlot.Options {
  const colour = colourReader(element);
  const line = colour("--line");
  const axis: uPlot.Axis = {
    stroke: colour("--muted"),
    font: `11px ${getComputedStyle(element).fontFamily}`,
    grid: { show: false },
    ticks: { show: false },
  };
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short" });
  return {
    width: element.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { setScale: false } },
    padding: [8, 4, 0, 0],
    scales: { x: { time: true }, y: { range: (_plot, _low, high) => [0, Math.max(high ?? 0, 1) * 1.1] } },
    axes: [
      {
        ...axis,
        size: 26,
        values: (_plot, seconds) =>
          seconds.map((second) => {
            const time = clock.format(second * 1_000);
            return time === "00:00" ? day.format(second * 1_000) : time;
          }),
      },
      {
        ...axis,
        grid: { stroke: line, width: 1 },
        size: 56,
        ...(whole && { incrs: wholeSteps }),
        values: (_plot, values) => values.map((value) => format(value)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, tone, filled, dashed }): uPlot.Series => {
        const stroke = colour(tokens[tone]);
        return {
          label,
          stroke,
          width: 1.75,
          points: { show: false },
          ...(filled === true && { fill: colour(tokens[tone], 14) }),
          ...(dashed === true && { dash: [5, 4] }),
        };
      }),
    ],
  };
}

/** Tokens as colours that a canvas knows: it takes no variables and no light-dark(). */
function colourReader(element: HTMLElement): (token: string, percent?: number) => string {
  return (token, percent = 100) => {
    const probe = element.ownerDocument.createElement("span");
    probe.style.color = `color-mix(in srgb, var(${token}) ${percent}%, transparent)`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
