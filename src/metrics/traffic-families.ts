import type { MetricFamily, Sample } from "./prometheus-text.ts";
import { type TrafficCount, latencyBoundsMs } from "./traffic.ts";

/** What was counted, as Prometheus is told it. */
export function trafficFamilies(counts: readonly TrafficCount[]): MetricFamily[] {
  return [
    {
      name: "heliograph_messages_total",
      type: "counter",
      help: "Messages that came to a status; MO are received.",
      samples: counts.map(({ labels, messages }) => ({ labels, value: messages })),
    },
    {
      name: "heliograph_segments_total",
      type: "counter",
      help: "Segments of the messages that came to a status.",
      samples: counts.map(({ labels, segments }) => ({ labels, value: segments })),
    },
    {
      name: "heliograph_message_seconds",
      type: "histogram",
      help: "From the 202 until a message was queued at its carrier, sent or delivered; not of scheduled ones.",
      samples: counts.filter(({ latency }) => latency.count > 0).flatMap(latencySamples),
    },
  ];
}

function latencySamples({ labels, latency: { count, sumMs, within } }: TrafficCount): Sample[] {
  return [
    ...latencyBoundsMs.map((boundMs, index) => ({
      suffix: "_bucket" as const,
      labels: { ...labels, le: String(boundMs / 1000) },
      value: within[index] ?? 0,
    })),
    { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
    { suffix: "_sum", labels, value: sumMs / 1000 },
    { suffix: "_count", labels, value: count },
  ];
}
