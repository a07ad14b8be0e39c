import type { BindStatus, UpFrame } from "../src/link/frames.ts";
import { frameLimit } from "../src/link/frames.ts";
import type { HeldSubmit } from "./bind.ts";
import { BindPool } from "./bind-pool.ts";
import { DeliveryDesk } from "./delivery-desk.ts";
import type { CarrierJournal } from "./journal.ts";
import type { LinkClientOptions, LinkState, WelcomeFrame } from "./link-client.ts";
import { LinkClient } from "./link-client.ts";
import type { Log } from "./log.ts";
import type { Observers } from "./observers.ts";
import { QueryDesk } from "./query-desk.ts";
import { ReportLog } from "./report-log.ts";
import { SubmitTracer } from "./traces/submit-tracer.ts";
import { SubmitPump } from "./submit-pump.ts";
import type { CarrierTiming } from "./timing.ts";
import { settledWithin } from "./settled-within.ts";

export interface CarrierWorkerOptions {
  carrierId: string;
  journal: CarrierJournal;
  edge: Pick<LinkClientOptions, "edgeUrl" | "token" | "connectorId" | "journalId">;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** A number in [0, 1). */
  random: () => number;
  log: Log;
  timing: CarrierTiming;
  /** The edge has stored reports of this journal that the journal does not know: it is an old copy. */
  onJournalBehind: () => void;
  observers?: Observers | undefined;
}

export interface CarrierHealth {
  carrierId: string;
  link: LinkState;
  binds: BindStatus[];
  /** Segments taken from the edge and without a result; of those, `waitingSegments` wait for a bind. */
  heldSegments: number;
  waitingSegments: number;
  /** Results, receipts and inbound texts that the edge has not acknowledged. */
  unacknowledgedItems: number;
  /** deliver_sm that wait for their answer. */
  waitingDeliveries: number;
}

const stopping = "the connector is stopping";

/** Serves one carrier: its link to the edge on one side, its binds on the other. Binds stay while the link is down. */
export class CarrierWorker {
  readonly #options: CarrierWorkerOptions;
  readonly #reports: ReportLog;
  readonly #pool: BindPool<HeldSubmit>;
  readonly #pump: SubmitPump;
  readonly #deliveries: DeliveryDesk;
  readonly #queries: QueryDesk;
  readonly #link: LinkClient;
  /** The edge is up to date with the journal, and takes reports as they come. */
  #live = false;
  #sweepTimer: NodeJS.Timeout | undefined = undefined;
  #stopped: Promise<boolean> | undefined = undefined;

  constructor(options: CarrierWorkerOptions) {
    const { carrierId, journal, now, random, monotonicMs, log, timing, observers } = options;
    this.#options = options;
    this.#reports = new ReportLog({
      journal,
      send: (frame) => this.#sendLive(frame),
      monotonicMs,
      delayMs: timing.reportDelayMs,
      itemLimit: timing.reportItemLimit,
      resultLimit: () => Math.max(1, this.#pool.slots / 2),
    });
    this.#pool = new BindPool({
      carrierId,
      now,
      random,
      log,
      drainMs: timing.drainMs,
      onResult: (submit, bindId, result) => this.#pump.settle(submit, bindId, result),
      onLateResult: (submit, bindId, result) => this.#pump.settleLate(submit, bindId, result),
      onDeliver: (bindId, arrival, respond) => this.#deliveries.take(bindId, arrival, respond),
      onReady: () => {
        this.#pump.pump();
        this.#queries.pump();
      },
      onStatus: (status) => this.#onBindStatus(status),
      tapOf: (bindId) => observers?.pduLog?.tap(carrierId, bindId),
      labelOf: (submit) => submit.label,
    });
    const left = journal.written().length;
    this.#pump = new SubmitPump({
      journal,
      reports: this.#reports,
      pool: this.#pool,
      now,
      labelsAll: observers?.pduLog !== undefined,
      tracer: observers?.spans === undefined ? undefined : new SubmitTracer(carrierId, observers.spans),
    });
    if (left > 0) {
      log("journal.recovered", { carrierId, segments: left });
    }
    this.#queries = new QueryDesk({ reports: this.#reports, pool: this.#pool, now, monotonicMs, timing });
    this.#deliveries = new DeliveryDesk({ carrierId, reports: this.#reports, now, monotonicMs, log, timing });
    this.#link = new LinkClient({
      ...options.edge,
      carrierId,
      random,
      monotonicMs,
      log,
      timing: timing.link,
      onWelcome: (welcome) => this.#onWelcome(welcome),
      onFrame: (frame) => this.#onFrame(frame),
      onDown: () => {
        this.#live = false;
      },
    });
  }

  start(): void {
    const { answerWithinMs } = this.#options.timing;
    this.#sweepTimer = setInterval(() => this.#sweep(), Math.min(1_000, answerWithinMs / 4));
    this.#link.start();
  }

  health(): CarrierHealth {
    return {
      carrierId: this.#options.carrierId,
      link: this.#link.state,
      binds: this.#pool.statuses(),
      heldSegments: this.#pump.heldCount,
      waitingSegments: this.#pump.waitingCount,
      unacknowledgedItems: this.#reports.unacknowledgedItems,
      waitingDeliveries: this.#deliveries.waitingCount,
    };
  }

  /**
   * Hands back what was not sent, empties the windows, ends the binds, hands the last reports over and closes the link.
   * @returns whether the edge has every report
   */
  stop(): Promise<boolean> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<boolean> {
    const { drainMs, handOverMs } = this.#options.timing;
    this.#pump.close(stopping);
    this.#queries.close(stopping);
    this.#deliveries.close();
    this.#reports.flush();
    // Binds wait for these answers before they unbind; an edge that is not there gives none.
    const giveUpTimer = setTimeout(() => this.#deliveries.giveUpAll(), this.#live ? handOverMs : 0);
    await this.#pool.stop(drainMs);
    clearTimeout(giveUpTimer);
    this.#reports.flush();
    if (this.#live) {
      await settledWithin(this.#reports.idle(), handOverMs);
    }
    clearInterval(this.#sweepTimer);
    this.#sweep();
    await this.#link.stop();
    return this.#reports.unacknowledgedItems === 0;
  }

  #onWelcome({ acknowledgedSequence, ...configuration }: WelcomeFrame): void {
    const { carrierId, journal, log } = this.#options;
    if (acknowledgedSequence > journal.lastSequence) {
      return this.#options.onJournalBehind();
    }
    this.#reports.acknowledge(acknowledgedSequence);
    let resume = this.#resume();
    if (resume.length > frameLimit) {
      this.#pump.handBack("more segments than a frame can list");
      resume = this.#resume();
    }
    this.#reports.flush();
    const replayed = this.#reports.replay((frame) => this.#link.send(frame));
    this.#link.send(resume);
    this.#live = true;
    log("link.up", { carrierId, replayed, held: this.#pump.heldCount });
    this.#configure(configuration);
    this.#sendBinds();
  }

  #onFrame(frame: Parameters<LinkClientOptions["onFrame"]>[0]): void {
    switch (frame.type) {
      case "submit":
        return this.#pump.accept(frame.texts);
      case "ack":
        if (frame.sequence > this.#options.journal.lastSequence) {
          return this.#link.reject("an ack of a report that was not sent");
        }
        return this.#reports.acknowledge(frame.sequence);
      case "configure":
        return this.#configure(frame);
      case "forget":
        return this.#pump.forget(frame.segments);
      case "query":
        return this.#queries.take(frame.queries);
    }
  }

  #configure({ binds, submitProfile }: Pick<WelcomeFrame, "binds" | "submitProfile">): void {
    this.#options.log("bind.configured", { carrierId: this.#options.carrierId, binds: binds.length });
    this.#pump.configure(submitProfile);
    this.#pool.configure(binds);
    // Whoever holds the binds now is to send them.
    if (binds.length === 0) this.#pump.handBack("no bind is leased to this connector");
  }

  #onBindStatus({ bindId, state }: BindStatus): void {
    if (state === "down") {
      this.#deliveries.sessionLost(bindId);
    }
    this.#sendBinds();
  }

  /** Always all of them, so that a bind that is gone is seen to be gone. */
  #sendBinds(): void {
    const frame: UpFrame = { type: "binds", binds: this.#pool.statuses() };
    this.#sendLive(JSON.stringify(frame));
  }

  #resume(): string {
    const frame: UpFrame = { type: "resume", held: this.#pump.heldKeys() };
    return JSON.stringify(frame);
  }

  #sendLive(frame: string): void {
    if (this.#live) {
      this.#link.send(frame);
    }
  }

  #sweep(): void {
    this.#deliveries.sweep();
    this.#queries.sweep();
    const { count, reason } = this.#pump.takeUnsent();
    if (count > 0) {
      this.#options.log("submit.unsent", { carrierId: this.#options.carrierId, count, reason });
    }
  }
}
