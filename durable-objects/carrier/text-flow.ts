import type { CarrierDescription } from "../../src/carriers/carrier.ts";
import type { SegmentResult, SubmitText } from "../../src/link/frames.ts";
import { sourcesOf } from "../../src/link/submit-parameters.ts";
import { logInfo, logWarning } from "../../src/log.ts";
import type { Lane } from "../../src/messages/message.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { applyResults } from "./apply-results.ts";
import { Backlog, type TextPlace } from "./backlog.ts";
import type { Configuration } from "./configuration.ts";
import type { EventLog } from "./event-log.ts";
import { handOut, linkCapacity, pendingSegments, textAt } from "./hand-out.ts";
import { InFlight, type InFlightText } from "./in-flight.ts";
import type { LeaseDesk } from "./lease-desk.ts";
import { type LinkState, type Links, sendFrame } from "./links.ts";
import { Pacer } from "./pacer.ts";
import type { MatchedReceipt, ReceiptBook } from "./receipt-book.ts";
import { TrackedTexts } from "./tracked-texts.ts";

/** How long a connector may be gone before what it was given counts as unknown. */
const connectorLostAfterMs = 60_000;
/** Texts one carrier may have waiting; past it the dispatcher is told to come back. */
const maxWaitingTexts = 5_000_000;

/** A part of an outbound chunk, for one carrier and lane. `body` is the JSON array of its texts. */
export interface EnqueuedChunk {
  chunkId: string;
  accountId: string;
  lane: Lane;
  texts: number;
  body: string;
}

export interface TextFlowOptions {
  sql: SqlStorage;
  alarms: AlarmBook;
  configuration: Configuration;
  links: Links;
  leases: LeaseDesk;
  receipts: ReceiptBook;
  events: EventLog;
  now: () => number;
  /** Events were written that somebody should send. */
  onStored(): void;
}

/**
 * The way of texts through a carrier: from the backlog to the connectors that have room, and by their results to an end, a
 * receipt to wait for, or another attempt. What it changes in memory it writes in `store`, once a turn.
 */
export class TextFlow {
  readonly #options: TextFlowOptions;
  readonly #backlog: Backlog;
  readonly #inFlight = new InFlight();
  readonly #tracked: TrackedTexts;
  readonly #pacer = new Pacer();
  readonly #delayed = new Map<string, TextPlace>();

  constructor(options: TextFlowOptions) {
    this.#options = options;
    this.#backlog = new Backlog(options.sql);
    this.#tracked = new TrackedTexts(options.sql);
    this.#backlog.load(
      (place, journal) => this.#restoreInFlight(place, journal),
      (place) => this.#delayed.set(textAt(place).id, place),
    );
    // An object that died with its sockets saw none of them close.
    for (const journal of this.#inFlight.journals()) {
      if (!options.links.isConnected(journal)) this.onLinkClosed(journal);
    }
  }

  /** The alarms this sets, by kind. */
  readonly handlers = {
    pump: () => this.pump(),
    retry: ({ id }: { id: string }) => this.#retry(id),
    "connector-lost": ({ id }: { id: string }) => this.#onConnectorLost(Number(id)),
  };

  get numbers(): Pick<CarrierDescription, "waitingTexts" | "segmentsInFlight"> {
    return { waitingTexts: this.#backlog.waitingTexts, segmentsInFlight: this.#inFlight.segments };
  }

  /** Whether a journal still has the segment named `messageId:segment:attempt` to answer for. */
  expects(journal: number, key: string): boolean {
    return this.#inFlight.expects(journal, key);
  }

  /** Takes chunks in; one that is here already is taken once. False, and none is taken, when too much waits. */
  enqueue(chunks: readonly EnqueuedChunk[]): boolean {
    if (this.#backlog.waitingTexts >= maxWaitingTexts) return false;
    const nowMs = this.#options.now();
    for (const { chunkId, accountId, lane, texts, body } of chunks) {
      this.#backlog.add(chunkId, accountId, lane, texts, body, nowMs);
    }
    this.pump();
    return true;
  }

  /** Gives the connectors as much as their windows have room for. */
  pump(): void {
    const nowMs = this.#options.now();
    this.#pacer.configure(this.#options.configuration.current?.segmentsPerSecond ?? null, nowMs);
    const submits: { socket: WebSocket; texts: SubmitText[] }[] = [];
    for (const { socket, state } of this.#options.links.all()) {
      if (!state.resumed) continue;
      for (const texts of this.#fill(state, this.#capacityOf(state), nowMs)) submits.push({ socket, texts });
    }
    // A frame waits for the writes before it: a text must be on record as handed out before a connector can have it.
    this.store();
    for (const { socket, texts } of submits) sendFrame(socket, { type: "submit", texts });
    if (this.#backlog.waitingTexts > 0 && this.#pacer.budget(nowMs) === 0) {
      this.#options.alarms.set("pump", "", this.#pacer.wakeAtMs(nowMs));
    }
  }

  #capacityOf(state: LinkState): number {
    const windowSizes = new Map(this.#options.configuration.current?.binds.map((bind) => [bind.id, bind.windowSize]));
    return linkCapacity(state, windowSizes, (journal, bindId) => this.#options.leases.holds(journal, bindId));
  }

  /** The frames that bring what a link holds up to `capacity` segments. */
  #fill(state: LinkState, capacity: number, nowMs: number): SubmitText[][] {
    const frames: SubmitText[][] = [];
    for (;;) {
      const inFlight = this.#inFlight.segmentsOf(state.journal);
      const budget = Math.min(capacity - inFlight, this.#pacer.budget(nowMs));
      if (budget <= 0) return frames;
      const texts = handOut(
        {
          carrierId: this.#carrierId,
          backlog: this.#backlog,
          inFlight: this.#inFlight,
          tracked: this.#tracked,
          events: this.#options.events,
          parameterSources: sourcesOf(this.#options.configuration.submitProfile.parameters),
          nowMs,
        },
        state.journal,
        budget,
      );
      if (texts.length === 0) return frames;
      this.#pacer.spend(this.#inFlight.segmentsOf(state.journal) - inFlight, nowMs);
      frames.push(texts);
    }
  }

  /** Applies what a journal reports of its segments, and the receipts that were waiting for them. */
  applyResults(results: readonly SegmentResult[], journal: number): void {
    const config = this.#options.configuration.current;
    if (config === null || results.length === 0) return;
    const submitted = applyResults(
      {
        config,
        backlog: this.#backlog,
        inFlight: this.#inFlight,
        tracked: this.#tracked,
        events: this.#options.events,
        nowMs: this.#options.now(),
        delay: (text, atMs) => this.#delay(text, atMs),
        onThrottled: (sentAtMs) => this.#onThrottled(sentAtMs),
      },
      results,
      journal,
    );
    this.settleReceipts(this.#options.receipts.remember(submitted, this.#options.now()));
  }

  /** Turns receipts into steps of their messages. */
  settleReceipts(matches: readonly MatchedReceipt[]): void {
    applyReceipts(
      {
        carrierId: this.#carrierId,
        book: this.#options.receipts,
        tracked: this.#tracked,
        events: this.#options.events,
        nowMs: this.#options.now(),
      },
      matches,
    );
  }

  /** Writes what one turn changed in memory. */
  store(): void {
    this.#options.events.flush();
    this.#backlog.flush();
    this.#options.onStored();
  }

  /** Forgets a bounded number of chunks and texts that are long over; returns how many, of the more numerous. */
  sweep(chunksBeforeMs: number, textsBeforeMs: number, limit: number): number {
    return Math.max(this.#backlog.sweep(chunksBeforeMs, limit), this.#tracked.sweep(textsBeforeMs, limit));
  }

  /** Puts back what a connector was given and does not hold: it never reached a socket, or its report came before this. */
  reconcile(journal: number, held: ReadonlySet<string>): void {
    const lost: SegmentResult[] = [];
    for (const text of this.#inFlight.textsOf(journal)) {
      for (const segment of text.outstanding) {
        if (held.has(`${text.messageId}:${segment}:${text.attempt}`)) continue;
        lost.push(resultWithout(text, segment, "unsent", "not held", this.#options.now()));
      }
    }
    this.applyResults(lost, journal);
    this.store();
    this.#options.alarms.cancel("connector-lost", String(journal));
    if (lost.length > 0) logInfo("link.reconciled", { carrierId: this.#carrierId, returned: lost.length });
  }

  /** Counts everything a journal was given as unknown: nobody is left to say what became of it. */
  giveUpOn(journal: number, reason: string): void {
    const atMs = this.#options.now();
    const results = this.#inFlight
      .textsOf(journal)
      .flatMap((text) => text.outstanding.map((segment) => resultWithout(text, segment, "unknown", reason, atMs)));
    if (results.length === 0) return;
    logWarning("connector.given_up", { carrierId: this.#carrierId, segments: results.length });
    this.applyResults(results, journal);
    this.pump();
  }

  /** A journal's link is down: if it stays so, what the journal was given counts as unknown. */
  onLinkClosed(journal: number): void {
    if (this.#inFlight.segmentsOf(journal) === 0) return;
    this.#options.alarms.set("connector-lost", String(journal), this.#options.now() + connectorLostAfterMs);
  }

  #onConnectorLost(journal: number): void {
    if (this.#options.links.isConnected(journal)) return;
    this.giveUpOn(journal, "the connector is gone");
  }

  #delay(text: InFlightText, atMs: number): void {
    this.#backlog.markDelayed(text.place);
    this.#delayed.set(text.messageId, text.place);
    this.#options.alarms.set("retry", text.messageId, atMs);
  }

  #retry(messageId: string): void {
    const place = this.#delayed.get(messageId);
    if (place === undefined) return;
    this.#delayed.delete(messageId);
    this.#backlog.requeue(place);
    this.pump();
  }

  #onThrottled(sentAtMs: number): void {
    const nowMs = this.#options.now();
    const couldSend = this.#pacer.budget(nowMs) > 0;
    this.#pacer.onThrottled(nowMs, sentAtMs);
    if (couldSend) logWarning("carrier.throttled", { carrierId: this.#carrierId });
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
    });
  }

  get #carrierId(): string {
    return this.#options.configuration.current?.id ?? "";
  }
}

function resultWithout(
  text: InFlightText,
  segment: number,
  outcome: "unknown" | "unsent",
  reason: string,
  atMs: number,
): SegmentResult {
  return { messageId: text.messageId, segment, attempt: text.attempt, bindId: "", outcome, reason, atMs };
}
