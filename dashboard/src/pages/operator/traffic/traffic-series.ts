import type { Schema } from "../../../api/client.ts";

type Point = Schema<"Traffic">["data"][number];
export type TrafficStep = Schema<"Traffic">["step"];
export type TrafficGroup = "status" | "carrier" | "country";

export interface GroupedSeries {
  /** Epoch ms of each step. */
  times: number[];
  /** Greatest first; `key` is null for what has none, undefined for the rest together. */
  groups: { key: string | null | undefined; values: number[]; messages: number; segments: number }[];
}

export const stepMs: Record<TrafficStep, number> = { "1m": 60_000, "5m": 300_000, "1h": 3_600_000, "1d": 86_400_000 };

/** Lines of a chart that one can tell apart. */
const mostGroups = 5;

/** Points by what they are grouped by; steps without anything are 0. */
export function groupTraffic(
  traffic: Pick<Schema<"Traffic">, "from" | "to" | "step" | "data">,
  by: TrafficGroup,
): GroupedSeries {
  const fromMs = Date.parse(traffic.from);
  const step = stepMs[traffic.step];
  const steps = Math.max(0, Math.round((Date.parse(traffic.to) - fromMs) / step));
  const times = Array.from({ length: steps }, (_, index) => fromMs + index * step);
  const groups = new Map<string | null, GroupedSeries["groups"][number]>();
  for (const point of traffic.data) {
    const key = keyOf(point, by);
    const group = groups.get(key) ?? { key, values: times.map(() => 0), messages: 0, segments: 0 };
    const place = Math.round((Date.parse(point.at) - fromMs) / step);
    group.values[place] = (group.values[place] ?? 0) + point.messages;
    group.messages += point.messages;
    group.segments += point.segments;
    groups.set(key, group);
  }
  const sorted = [...groups.values()].toSorted((one, other) => other.messages - one.messages);
  if (sorted.length <= mostGroups) return { times, groups: sorted };
  const rest = sorted.slice(mostGroups - 1).reduce((sum, group) => ({
    key: undefined,
    values: sum.values.map((value, index) => value + (group.values[index] ?? 0)),
    messages: sum.messages + group.messages,
    segments: sum.segments + group.segments,
  }));
  return { times, groups: [...sorted.slice(0, mostGroups - 1), { ...rest, key: undefined }] };
}

function keyOf(point: Point, by: TrafficGroup): string | null {
  return point[by] ?? null;
}
