import type { Schema } from "../../../api/client.ts";

type Alarm = Pick<Schema<"OperatedAlarm">, "series" | "raiseAt" | "clearBelow" | "unit" | "rule">;

export type LineName = "value" | "usual" | "raise" | "clear";
export type LineUnit = Alarm["unit"] | "percent";

export interface AlarmLines {
  /** Epoch ms. */
  times: number[];
  unit: LineUnit;
  lines: { name: LineName; values: (number | null)[] }[];
}

/**
 * What an alarm's graph shows. A delivery rate is kept as the points that are missing of what is usual: it is drawn as the rate
 * that it was, with the bounds below the usual one.
 */
export function alarmLines({ series: points, raiseAt, clearBelow, unit, rule }: Alarm): AlarmLines {
  const series = drawable(points);
  const times = series.map(({ at }) => Date.parse(at));
  const isRate = rule === "delivery_rate";
  const below = (baseline: number | null, points: number): number | null =>
    baseline === null ? null : Math.max(0, baseline - points);
  const bound = (level: number): (number | null)[] =>
    series.map(({ baseline }) => (isRate ? below(baseline, level) : level));
  const lines: AlarmLines["lines"] = [
    { name: "value", values: series.map(({ value, baseline }) => (isRate ? below(baseline, value) : value)) },
    { name: "raise", values: bound(raiseAt) },
  ];
  if (clearBelow !== raiseAt) lines.push({ name: "clear", values: bound(clearBelow) });
  if (isRate) lines.push({ name: "usual", values: series.map(({ baseline }) => baseline) });
  return { times, unit: isRate ? "percent" : unit === "state" ? "messages" : unit, lines };
}

/** One point is no line: it is drawn as the minute that it stands for. */
function drawable(points: Alarm["series"]): Alarm["series"] {
  const [only] = points;
  if (only === undefined || points.length > 1) return points;
  return [only, { ...only, at: new Date(Date.parse(only.at) + 60_000).toISOString() }];
}
