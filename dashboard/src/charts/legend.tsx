import type { ReactNode } from "react";
import type { ChartSeries, ChartTone } from "./time-chart.tsx";

const colours: Record<ChartTone, string> = {
  accent: "bg-accent",
  good: "bg-good",
  bad: "bg-bad",
  info: "bg-info",
  muted: "bg-muted",
};

export function Legend({ series }: { series: readonly Pick<ChartSeries, "label" | "tone">[] }): ReactNode {
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {series.map(({ label, tone }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span className={`h-0.5 w-3 rounded-full ${colours[tone]}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}
