import type { CarrierDescription, CarrierHealthDescription } from "../../src/carriers/carrier.ts";
import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import { countResults } from "../../src/carriers/count-results.ts";
import type { CarrierSnapshot } from "../../src/live/protocol.ts";
import type { MovedText } from "../../src/messages/moved.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { applyResults } from "./apply-results.ts";
import { Backlog } from "./backlog.ts";
import type { CarrierContext } from "./carrier-context.ts";
import type { EnqueuedChunk } from "./chunk-store.ts";
import { DelayedTexts } from "./delayed-texts.ts";
import { FailoverDesk, failoverAlarm } from "./failover-desk.ts";
import { Feeder, type FeederOptions } from "./feeder.ts";
import { textInFlight } from "./hand-out.ts";
import { Health } from "./health.ts";
import { InFlight } from "./in-flight.ts";
import { KeptTexts } from "./kept-texts.ts";
import { LostTexts } from "./lost-texts.ts";
import type { QueryDesk } from "./query-desk.ts";
import type { MatchedReceipt } from "./receipt-book.ts";
import { TrackedTexts } from "./tracked-texts.ts";

/** Texts one carrier may have waiting; past it the dispatcher is told to come back. */
const maxWaitingTexts = 5_000_000;

/**
 * The way of texts through a carrier: from the backlog to the connectors that have room, and by their results to an end, a
 * receipt to wait for, another attempt, or another carrier. What it changes in memory it writes in `store`, once a turn.
 */
export class TextFlow {
  readonly #context: CarrierContext;
  readonly #queries: QueryDesk;
  readonly #onPumped: () => void;
  readonly #backlog: Backlog;
  readonly #inFlight = new InFlight();
  readonly #tracked: TrackedTexts;
  readonly #kept: KeptTexts;
  readonly #health: Health;
  readonly #failover: FailoverDesk;
  readonly #feeder: Feeder;
  readonly #lost: LostTexts;
  readonly #delayed: DelayedTexts;

  /** `operator` takes texts where the carrier is an HTTP operator; `queries` is told of what it may have to ask about. */
  constructor(context: CarrierContext, operator: FeederOptions["operator"], queries: QueryDesk, onPumped: () => void) {
    const { alarms, configuration, events, leases, links, moves, now, sql } = context;
    const carrierId = (): string => context.carrierId;
    this.#context = context;
    this.#queries = queries;
    this.#onPumped = onPumped;
    this.#backlog = new Backlog(sql);
    this.#delayed = new DelayedTexts(this.#backlog, alarms);
    this.#tracked = new TrackedTexts(sql);
    this.#kept = new KeptTexts(sql);
    this.#health = new Health({ sql, configuration, now });
    const inFlight = this.#inFlight;
    const parts = { backlog: this.#backlog, inFlight, tracked: this.#tracked, health: this.#health };
    this.#failover = new FailoverDesk({
      ...parts,
      kept: this.#kept,
      alarms,
      carrierId,
      give: (moved: MovedText) => moves.add(moved),
      underWay: () => moves.waitingItems,
      now,
    });
    this.#feeder = new Feeder({ ...parts, events, alarms, configuration, links, leases, operator, now });
    this.#lost = new LostTexts({
      inFlight,
      links,
      alarms,
      carrierId,
      operatorJournal: operator.journal,
      now,
      onLost: (results, journal) => {
        this.#apply(results, journal);
        this.store();
      },
    });
    this.#backlog.load(
      (place, journal) => {
        const text = textInFlight(place, journal, this.#tracked);
        if (text.outstanding.length > 0) inFlight.add(text);
        else this.#backlog.markDone(place);
      },
      (place) => this.#delayed.restore(place),
    );
    this.#lost.onRestart();
  }

  /** The alarms this sets, by kind. */
  readonly handlers = {
    pump: () => this.pump(),
    retry: ({ id }: { id: string }) => {
      if (this.#delayed.release(id)) this.pump();
    },
    "connector-lost": ({ id }: { id: string }) => {
      if (this.#lost.onConnectorLost(Number(id))) this.pump();
    },
    [failoverAlarm]: () => {
      this.#failover.onAlarm();
      this.pump();
    },
  };

  get numbers(): Pick<CarrierDescription, "waitingTexts" | "delayedTexts" | "movingTexts" | "segmentsInFlight"> {
    return {
      waitingTexts: this.#backlog.waitingTexts,
      delayedTexts: this.#delayed.size,
      movingTexts: this.#context.moves.waitingItems,
      segmentsInFlight: this.#inFlight.segments,
    };
  }

  /** What waits, and how fast it may go. */
  get pressure(): Pick<CarrierSnapshot, "oldestWaitingAtMs" | "allowedPerSecond" | "breaker"> {
    return {
      oldestWaitingAtMs: this.#backlog.oldestWaitingAtMs,
      allowedPerSecond: this.#feeder.allowedPerSecond,
      breaker: this.#health.breaker,
    };
  }

  get health(): CarrierHealthDescription {
    return this.#health.describe();
  }

  /** Whether a journal still has the segment named `messageId:segment:attempt` to answer for. */
  expects(journal: number, key: string): boolean {
    return this.#inFlight.expects(journal, key);
  }

  /** Takes chunks in; one that is here already is taken once. False, and none is taken, when too much waits. */
  enqueue(chunks: readonly EnqueuedChunk[]): boolean {
    if (this.#backlog.waitingTexts >= maxWaitingTexts) return false;
    const nowMs = this.#context.now();
    const added = chunks.map((chunk) => this.#backlog.add(chunk, nowMs)).filter((seq) => seq !== null);
    this.#failover.passOn(added);
    this.pump();
    return true;
  }

  /** Hands out as much as there is room for, and lets go what is to go to other carriers. */
  pump(): void {
    const { isBound, send } = this.#feeder.feed();
    const hasChanged = this.#health.assess(isBound);
    if (this.#backlog.movable.takeFresh() || hasChanged) this.#failover.run();
    // Nothing leaves before what is written of it.
    this.store();
    send();
    this.#onPumped();
  }

  /** The carrier's configuration has changed. */
  onConfigured(): void {
    this.pump();
    this.#failover.run();
    this.store();
  }

  /** Other carriers have texts that were given away: more may leave. */
  onMovesConfirmed(): void {
    this.#failover.run();
    this.store();
  }

  /** Applies what a journal reports of its segments, and the receipts that were waiting for them. */
  applyResults(results: readonly CarrierResult[], journal: number): void {
    this.#health.onResults(countResults(results, this.#context.configuration.commandStatusOf));
    this.#apply(results, journal);
  }

  #apply(results: readonly CarrierResult[], journal: number): void {
    const { configuration, events, receipts, now } = this.#context;
    const config = configuration.current;
    if (config === null || results.length === 0) return;
    const submitted = applyResults(
      {
        config,
        commandStatusOf: configuration.commandStatusOf,
        backlog: this.#backlog,
        inFlight: this.#inFlight,
        tracked: this.#tracked,
        kept: this.#kept,
        failover: this.#failover,
        events,
        queries: this.#queries,
        nowMs: now(),
        delay: ({ place }, atMs) => this.#delayed.add(place, atMs),
        onThrottled: (sentAtMs) => this.#feeder.onThrottled(sentAtMs),
      },
      results,
      journal,
    );
    this.settleReceipts(receipts.remember(submitted, now()));
  }

  /** Turns receipts into steps of their messages. */
  settleReceipts(matches: readonly MatchedReceipt[]): void {
    const { events, receipts, now } = this.#context;
    applyReceipts(
      {
        carrierId: this.#context.carrierId,
        book: receipts,
        tracked: this.#tracked,
        kept: this.#kept,
        failover: this.#failover,
        events,
        nowMs: now(),
      },
      matches,
    );
  }

  /** Applies a change and writes what it led to, all of it or nothing. */
  atOnce(change: () => void): void {
    this.#context.transaction(() => {
      change();
      this.store();
    });
  }

  /** Writes what one turn changed in memory, and has what it tells sent. */
  store(): void {
    this.#context.moves.flush();
    this.#context.events.flush();
    this.#backlog.flush();
  }

  /** Forgets a bounded number of chunks and texts that are long over; returns how many, of the most numerous. */
  sweep(chunksBeforeMs: number, textsBeforeMs: number, limit: number): number {
    // Of a text that still waits, however long, it stays known which of its segments have gone.
    const overBeforeMs = Math.min(textsBeforeMs, this.#backlog.oldestBegunAtMs ?? textsBeforeMs);
    return Math.max(
      this.#backlog.sweep(chunksBeforeMs, limit),
      this.#tracked.sweep(overBeforeMs, limit),
      this.#kept.sweep(overBeforeMs, limit),
    );
  }

  /** Puts back what a connector was given and does not hold. */
  reconcile(journal: number, held: ReadonlySet<string>): void {
    this.#lost.reconcile(journal, held);
  }

  /** Counts everything a journal was given as unknown: nobody is left to say what became of it. */
  giveUpOn(journal: number, reason: string): void {
    if (this.#lost.giveUpOn(journal, reason)) this.pump();
  }

  /** Counts what an earlier instance of the object had under way at an HTTP operator as unknown. */
  recoverOperator(): void {
    this.#lost.recoverOperator();
  }

  /** A journal's link is down; nobody may be left to hand texts to. */
  onLinkClosed(journal: number): void {
    this.#lost.onLinkClosed(journal);
    this.pump();
  }
}
