import { randomUUID } from "node:crypto";
import { Connector } from "./connector.ts";
import { listenHealth } from "./health.ts";
import { readBootId } from "./journal-file.ts";
import { Journal } from "./journal.ts";
import { createLog } from "./log.ts";
import { ConnectorMetrics, countingLog, metricsContentType } from "./metrics.ts";
import type { ConnectorProcessOptions } from "./options.ts";
import { closeObservers, createObservers } from "./create-observers.ts";
import type { Observers } from "./observers.ts";
import { readOptions, usage } from "./options.ts";
import { settledWithin } from "./settled-within.ts";
import { carrierTiming } from "./timing.ts";

const discoveryIntervalMs = 5_000;

/** A second signal this soon is the first one passed on: Ctrl-C reaches a whole process group, parents included. */
const sameSignalMs = 1_000;

/** What is left of spans and of the PDU log may take so long at the end. */
const observersCloseMs = 3_000;

const log = countingLog(createLog((line) => process.stderr.write(line), Date.now));
// Whoever read the log may go before this process does.
process.stderr.on("error", () => undefined);

/** What must end the process at once: nothing is lost, the journal is written before the sockets. */
function fail(error: unknown): never {
  log("connector.failed", { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}

function openJournal({ journalPath }: ConnectorProcessOptions): Journal {
  const journal = new Journal({
    path: journalPath,
    bootId: readBootId(),
    newId: randomUUID,
    now: Date.now,
    lockTimeoutMs: 2_000,
  });
  const { kind, ...details } = journal.start;
  log(`journal.${kind}`, { journalId: journal.id, ...details });
  return journal;
}

async function run(options: ConnectorProcessOptions): Promise<void> {
  const { edgeUrl, token, connectorId, healthPort } = options;
  const journal = openJournal(options);
  const observers = createObservers(options, log);
  const connector = new Connector({
    edgeUrl,
    token,
    connectorId,
    journal,
    fetch,
    now: Date.now,
    monotonicMs: () => performance.now(),
    random: Math.random,
    log,
    timing: carrierTiming,
    discoveryIntervalMs,
    onFatal: fail,
    observers,
  });
  endOnSignals(connector, journal, observers);
  if (healthPort !== undefined) {
    const metrics = new ConnectorMetrics(() => connector.health());
    const { port } = await listenHealth(healthPort, {
      health: () => connector.health(),
      ailments: () => connector.ailments(),
      metrics: () => metrics.render(),
      metricsContentType,
    });
    log("health.listening", { port });
  }
  connector.start();
  observers.logShipper?.start();
  log("connector.started", { connectorId, edge: new URL(edgeUrl).origin });
}

function endOnSignals(connector: Connector, journal: Journal, observers: Observers): void {
  let endingSinceMs: number | undefined = undefined;
  const end = (reason: string): void => {
    if (endingSinceMs !== undefined) {
      return;
    }
    endingSinceMs = performance.now();
    log("connector.stopping", { reason });
    connector.stop().then(async (clean) => {
      journal.close();
      await settledWithin(closeObservers(observers), observersCloseMs);
      log("connector.stopped", { clean });
      process.exit(0);
    }, fail);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (endingSinceMs !== undefined && performance.now() - endingSinceMs > sameSignalMs) {
      log("connector.stopped", { clean: false, reason: `${signal} again` });
      process.exit(1);
    }
    end(signal);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  // Spawned with IPC, it ends with whoever spawned it.
  process.on("disconnect", () => end("the parent is gone"));
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

const options = readOptions(process.argv.slice(2), process.env);
if (options === undefined) {
  console.log(usage);
} else if (typeof options === "string") {
  console.error(`${options}\n\n${usage}`);
  process.exitCode = 2;
} else {
  await run(options);
}
