import { logWarning } from "../log.ts";
import { readHeaders } from "./read-headers.ts";
import { readRatio } from "./sampling.ts";
import { SpanExporter } from "./span-exporter.ts";
import type { Span } from "./span.ts";

export interface TraceEnv {
  /** `off`, or the URL that spans are posted to. */
  TRACES: string;
  /** The share of the traces that is kept, from 0 to 1. */
  TRACES_RATIO: string;
  /** Headers for the collector, as `name=value,name=value`; a secret. */
  TRACES_HEADERS?: string | undefined;
}

export function isTracing({ TRACES }: Pick<TraceEnv, "TRACES">): boolean {
  return TRACES !== "off" && TRACES !== "";
}

export function ratioOf({ TRACES_RATIO }: Pick<TraceEnv, "TRACES_RATIO">): number {
  return readRatio(TRACES_RATIO);
}

/** One for each isolate and collector, so that what is under way is bounded for all of the isolate's requests. */
const exporters = new Map<string, SpanExporter>();

/** Sends spans to the collector after the answer has left. What it does not take is lost, with a warning that counts it. */
export function exportSpans(env: TraceEnv, waitUntil: (work: Promise<unknown>) => void, spans: readonly Span[]): void {
  if (spans.length === 0 || !isTracing(env)) return;
  let exporter = exporters.get(env.TRACES);
  if (exporter === undefined) {
    exporter = new SpanExporter({
      url: env.TRACES,
      headers: readHeaders(env.TRACES_HEADERS ?? ""),
      source: { service: "heliograph-edge" },
      fetch: (url, init) => fetch(url, init),
      onLost: (lost, reason) => logWarning("traces.spans_lost", { spans: lost, reason }),
    });
    exporters.set(env.TRACES, exporter);
  }
  waitUntil(exporter.send(spans));
}
