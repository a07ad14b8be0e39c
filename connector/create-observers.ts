import { readHeaders } from "../src/traces/read-headers.ts";
import { SpanExporter } from "../src/traces/span-exporter.ts";
import type { Log } from "./log.ts";
import { countOne, processTally } from "./metrics-tally.ts";
import type { Observers } from "./observers.ts";
import type { ConnectorProcessOptions } from "./options.ts";
import { createIsBusy } from "./pdu-log/event-loop-busy.ts";
import { LogFolder } from "./pdu-log/log-folder.ts";
import { LogShipper } from "./pdu-log/log-shipper.ts";
import { PduLog } from "./pdu-log/pdu-log.ts";
import { createWallClock } from "./pdu-log/wall-clock.ts";
import { SpanBuffer } from "./traces/span-buffer.ts";

/** The observers that a process was asked for. */
export function createObservers(options: ConnectorProcessOptions, log: Log): Observers {
  return { ...createSpans(options, log), ...createPduLog(options, log) };
}

function createSpans({ connectorId, traces }: ConnectorProcessOptions, log: Log): Pick<Observers, "spans"> {
  if (traces.url === "off") return {};
  const onLost = (spans: number, reason: string): void => {
    processTally.spansLost += spans;
    log("traces.spans_lost", { spans, reason });
  };
  const exporter = new SpanExporter({
    url: traces.url,
    headers: readHeaders(traces.headers),
    source: { service: "heliograph-connector", instance: connectorId },
    fetch,
    onLost,
  });
  return { spans: new SpanBuffer({ send: (spans) => exporter.send(spans), onLost }) };
}

function createPduLog(
  { edgeUrl, token, connectorId, pduLog }: ConnectorProcessOptions,
  log: Log,
): Pick<Observers, "pduLog" | "logShipper"> {
  const { level, folder, format, fileBytes, fileMs, totalBytes, ship } = pduLog;
  if (level === "off") return {};
  const isShipped = ship === "on";
  const onDropped = (names: readonly string[]): void => {
    for (const _ of names) countOne(processTally.pduFiles, "dropped");
    log("pdu_log.files_dropped", { files: names.length, last: names.at(-1) });
  };
  const files = new LogFolder({
    folder,
    connectorId,
    ending: format,
    totalBytes,
    // Files that stay here are only ever kept for so long.
    onDropped: isShipped ? onDropped : undefined,
  });
  const now = createWallClock(Date.now, () => performance.now());
  const lines = new PduLog({ folder: files, connectorId, level, format, fileBytes, fileMs, now, log });
  log("pdu_log.started", { folder, level, isShipped });
  if (!isShipped) return { pduLog: lines };
  const isBusy = createIsBusy();
  return {
    pduLog: lines,
    logShipper: new LogShipper({ folder: files, edgeUrl, token, connectorId, fetch, random: Math.random, log, isBusy }),
  };
}

/** Hands over what is left of them. */
export async function closeObservers({ pduLog, logShipper, spans }: Observers): Promise<void> {
  await Promise.all([pduLog?.close(), logShipper?.stop(), spans?.flush()]);
}
