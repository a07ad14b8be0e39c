import type { SeriesPoint } from "./sample.ts";

/** Points that a graph is made of. */
const pointLimit = 360;

/** At most 360 points: of each few minutes the worst, so that a peak stays. */
export function thinOut(points: readonly SeriesPoint[]): SeriesPoint[] {
  const perPoint = Math.ceil(points.length / pointLimit);
  if (perPoint <= 1) return [...points];
  const kept: SeriesPoint[] = [];
  for (let start = 0; start < points.length; start += perPoint) {
    kept.push(points.slice(start, start + perPoint).reduce((worst, point) => (point[1] > worst[1] ? point : worst)));
  }
  return kept;
}
