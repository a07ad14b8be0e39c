import type { CarrierDescription, CarrierHealthDescription } from "../../src/carriers/carrier.ts";
import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import { countResults } from "../../src/carriers/count-results.ts";
import type { MovedText } from "../../src/messages/moved.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { applyResults } from "./apply-results.ts";
import { Backlog, type TextPlace } from "./backlog.ts";
import type { EnqueuedChunk } from "./chunk-store.ts";
import { DelayedTexts } from "./delayed-texts.ts";
import { FailoverDesk, failoverAlarm } from "./failover-desk.ts";
import { Feeder, type FeederOptions } from "./feeder.ts";
import { pendingSegments, textAt } from "./hand-out.ts";
import { Health } from "./health.ts";
import { InFlight } from "./in-flight.ts";
import { KeptTexts } from "./kept-texts.ts";
import { LostTexts } from "./lost-texts.ts";
import type { Moves } from "./moves.ts";
import type { QueryDesk } from "./query-desk.ts";
import type { MatchedReceipt, ReceiptBook } from "./receipt-book.ts";
import { TrackedTexts } from "./tracked-texts.ts";

/** Texts one carrier may have waiting; past it the dispatcher is told to come back. */
const maxWaitingTexts = 5_000_000;

export interface TextFlowOptions extends Omit<FeederOptions, "backlog" | "inFlight" | "tracked" | "health"> {
  sql: SqlStorage;
  receipts: ReceiptBook;
  queries: QueryDesk;
  moves: Pick<Moves, "add" | "flush" | "underWay">;
  /** Events were written that somebody should send. */
  onStored(): void;
}

/**
 * The way of texts through a carrier: from the backlog to the connectors that have room, and by their results to an end, a
 * receipt to wait for, another attempt, or another carrier. What it changes in memory it writes in `store`, once a turn.
 */
export class TextFlow {
  readonly #options: TextFlowOptions;
  readonly #backlog: Backlog;
  readonly #inFlight = new InFlight();
  readonly #tracked: TrackedTexts;
  readonly #kept: KeptTexts;
  readonly #health: Health;
  readonly #failover: FailoverDesk;
  readonly #feeder: Feeder;
  readonly #lost: LostTexts;
  readonly #delayed: DelayedTexts;

  constructor(options: TextFlowOptions) {
    const { sql, alarms, configuration, links, moves, now, operator } = options;
    const carrierId = (): string => this.#carrierId;
    this.#options = options;
    this.#backlog = new Backlog(sql);
    this.#delayed = new DelayedTexts(this.#backlog, alarms);
    this.#tracked = new TrackedTexts(sql);
    this.#kept = new KeptTexts(sql);
    this.#health = new Health({ sql, configuration, now });
    const parts = { backlog: this.#backlog, tracked: this.#tracked, health: this.#health };
    this.#failover = new FailoverDesk({
      ...parts,
      kept: this.#kept,
      alarms,
      carrierId,
      give: (moved: MovedText) => moves.add(moved),
      underWay: () => moves.underWay,
      now,
    });
    this.#feeder = new Feeder({ ...options, ...parts, inFlight: this.#inFlight });
    this.#lost = new LostTexts({
      inFlight: this.#inFlight,
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
      (place, journal) => this.#restoreInFlight(place, journal),
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
      movingTexts: this.#options.moves.underWay,
      segmentsInFlight: this.#inFlight.segments,
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
    const nowMs = this.#options.now();
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
    this.#health.onResults(countResults(results, this.#options.configuration.commandStatusOf));
    this.#apply(results, journal);
  }

  #apply(results: readonly CarrierResult[], journal: number): void {
    const { configuration, events, queries, receipts, now } = this.#options;
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
        queries,
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
    const { events, receipts, now } = this.#options;
    applyReceipts(
      {
        carrierId: this.#carrierId,
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

  /** Writes what one turn changed in memory. */
  store(): void {
    this.#options.events.flush();
    this.#options.moves.flush();
    this.#backlog.flush();
    this.#options.onStored();
  }

  /** Forgets a bounded number of chunks and texts that are long over; returns how many, of the most numerous. */
  sweep(chunksBeforeMs: number, textsBeforeMs: number, limit: number): number {
    return Math.max(
      this.#backlog.sweep(chunksBeforeMs, limit),
      this.#tracked.sweep(textsBeforeMs, limit),
      this.#kept.sweep(textsBeforeMs, limit),
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

  #restoreInFlight(place: TextPlace, journal: number): void {
    const text = textAt(place);
    const tracked = this.#tracked.find(text.id);
    this.#inFlight.add({
      place,
      messageId: text.id,
      journal,
      attempt: tracked?.attempt ?? 1,
      outstanding: pendingSegments(text, tracked),
      againAtMs: 0,
      refused: [],
    });
  }

  get #carrierId(): string {
    return this.#options.configuration.current?.id ?? "";
  }
}
