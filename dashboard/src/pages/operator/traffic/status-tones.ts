import type { ChartTone } from "../../../charts/time-chart.tsx";

const tones: readonly ChartTone[] = ["accent", "info", "good", "bad", "muted"];

/** The colours that statuses have elsewhere. */
const usual: Readonly<Record<string, ChartTone>> = {
  delivered: "good",
  sent: "info",
  queued: "accent",
  undelivered: "bad",
  failed: "bad",
  rejected: "bad",
  expired: "bad",
};

/** A colour for each of up to five lines, none twice: its own where it has one that is free. */
export function tonesOf(keys: readonly (string | null | undefined)[]): ChartTone[] {
  const taken = new Set<ChartTone>();
  const own = keys.map((key) => {
    const tone = typeof key === "string" ? usual[key] : undefined;
    if (tone === undefined || taken.has(tone)) return undefined;
    taken.add(tone);
    return tone;
  });
  const free = tones.filter((tone) => !taken.has(tone));
  return own.map((tone) => tone ?? free.shift() ?? "muted");
}
