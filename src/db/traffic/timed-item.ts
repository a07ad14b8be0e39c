import { latencyBoundsMs } from "../../metrics/traffic.ts";

const width = 10;

/** An id and a latency (ms) in one string, since JSON of strings is quick to take apart in SQL. */
export function timedItem(id: string, latencyMs: number): string {
  return String(latencyMs).padStart(width, "0") + id;
}

/** The id of `timedItem` in SQL. */
export function itemId(item: string): string {
  return `substr(${item}, ${width + 1})`;
}

/** The latency of `timedItem` in SQL. */
export function itemLatency(item: string): string {
  return `CAST(substr(${item}, 1, ${width}) AS INTEGER)`;
}

/** The bound of the histogram that a latency keeps to; null where it is longer than any. */
export function boundOf(latencyMs: number): number | null {
  return latencyBoundsMs.find((boundMs) => latencyMs <= boundMs) ?? null;
}
