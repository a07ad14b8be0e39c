import type { CarrierHealth } from "./carrier-worker.ts";
import { CarrierWorker } from "./carrier-worker.ts";
import { Discovery } from "./discovery.ts";
import type { Journal } from "./journal.ts";
import type { Log } from "./log.ts";
import type { Observers } from "./observers.ts";
import { processTally } from "./metrics-tally.ts";
import type { CarrierTiming } from "./timing.ts";

export interface ConnectorOptions {
  /** http or https; may have a path. */
  edgeUrl: string;
  token: string;
  connectorId: string;
  journal: Journal;
  fetch: typeof fetch;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** A number in [0, 1). */
  random: () => number;
  log: Log;
  timing: CarrierTiming;
  /** Between two questions which carriers to serve. */
  discoveryIntervalMs: number;
  /** The process must end: it may send nothing more. */
  onFatal: (reason: string) => void;
  observers?: Observers | undefined;
}

export interface ConnectorHealth {
  connectorId: string;
  journalId: string;
  carriers: CarrierHealth[];
}

/** Serves every carrier the edge lists, each over a link of its own. */
export class Connector {
  readonly #options: ConnectorOptions;
  readonly #discovery: Discovery;
  readonly #workers = new Map<string, CarrierWorker>();
  /** The carriers the edge listed last; undefined until it has. */
  #listed: ReadonlySet<string> | undefined = undefined;
  #stopped: Promise<boolean> | undefined = undefined;

  constructor(options: ConnectorOptions) {
    const { edgeUrl, token, connectorId, fetch, random, log, discoveryIntervalMs } = options;
    this.#options = options;
    this.#discovery = new Discovery({
      edgeUrl,
      token,
      connectorId,
      fetch,
      random,
      log,
      intervalMs: discoveryIntervalMs,
      onCarriers: (carrierIds) => this.#serve(carrierIds),
    });
  }

  start(): void {
    this.#discovery.start();
  }

  health(): ConnectorHealth {
    const { connectorId, journal } = this.#options;
    const carriers = Array.from(this.#workers.values(), (worker) => worker.health());
    return { connectorId, journalId: journal.id, carriers };
  }

  /** Why links that should be up are not, in a few words each. */
  ailments(): string[] {
    if (this.#listed === undefined) {
      return ["the edge has not listed the carriers yet"];
    }
    // A carrier that is no longer listed may drain without a link.
    return Array.from(this.#listed)
      .map((carrierId) => ({ carrierId, link: this.#workers.get(carrierId)?.health().link ?? "down" }))
      .filter(({ link }) => link !== "up")
      .map(({ carrierId, link }) => `the link of carrier ${carrierId} is ${link}`);
  }

  /**
   * Drains and closes everything but the journal.
   * @returns whether the edge has every report; if not, the journal keeps the others for the next process
   */
  stop(): Promise<boolean> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<boolean> {
    this.#discovery.stop();
    const clean = await Promise.all(Array.from(this.#workers.values(), (worker) => worker.stop()));
    return clean.every(Boolean);
  }

  #serve(carrierIds: readonly string[]): void {
    const listed = new Set(carrierIds);
    this.#listed = listed;
    for (const [carrierId, worker] of this.#workers) {
      if (!listed.has(carrierId)) {
        void this.#close(carrierId, worker);
      }
    }
    for (const carrierId of listed) {
      // One that is still closing is opened again the next time the edge lists it.
      if (!this.#workers.has(carrierId)) {
        this.#open(carrierId);
      }
    }
  }

  #open(carrierId: string): void {
    const { edgeUrl, token, connectorId, journal, now, monotonicMs, random, log, timing } = this.#options;
    log("carrier.opened", { carrierId });
    const worker = new CarrierWorker({
      carrierId,
      journal: journal.carrier(carrierId),
      edge: { edgeUrl, token, connectorId, journalId: journal.id },
      now,
      monotonicMs,
      random,
      log,
      timing,
      onJournalBehind: () => this.#giveUpJournal(carrierId),
      observers: this.#options.observers,
    });
    this.#workers.set(carrierId, worker);
    worker.start();
  }

  async #close(carrierId: string, worker: CarrierWorker): Promise<void> {
    const clean = await worker.stop();
    if (!clean) {
      // What is left is counted again when the carrier is listed again.
      const left = this.#options.journal.carrier(carrierId).unacknowledged();
      processTally.journalReports -= left.reduce((sum) => sum + 1, 0);
    }
    if (this.#workers.delete(carrierId)) {
      this.#options.log("carrier.closed", { carrierId, clean });
    }
  }

  #giveUpJournal(carrierId: string): void {
    this.#options.journal.distrust();
    this.#options.onFatal(
      `the edge has newer reports of carrier ${carrierId} than the journal, which must be an old copy`,
    );
  }
}
