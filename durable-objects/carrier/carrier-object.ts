import { DurableObject } from "cloudflare:workers";
import type { CarrierConfig, CarrierDescription } from "../../src/carriers/carrier.ts";
import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import type { ReportFrame, SegmentResult, SubmitText } from "../../src/link/frames.ts";
import { sourcesOf } from "../../src/link/submit-parameters.ts";
import { logError, logInfo, logWarning } from "../../src/log.ts";
import type { Lane } from "../../src/messages/message.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { Outbox } from "../lib/outbox.ts";
import { OutboxSender, outboxAlarm } from "../lib/outbox-sender.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { applyResults } from "./apply-results.ts";
import { Backlog, type TextPlace } from "./backlog.ts";
import { Configuration } from "./configuration.ts";
import { EventLog } from "./event-log.ts";
import { handOut, linkCapacity, pendingSegments, textAt } from "./hand-out.ts";
import { InFlight, type InFlightText } from "./in-flight.ts";
import { InboundDesk, inboundAlarm } from "./inbound-desk.ts";
import { Journals } from "./journals.ts";
import { LeaseDesk } from "./lease-desk.ts";
import { LinkHandler } from "./link-handler.ts";
import { type LinkState, Links, sendFrame } from "./links.ts";
import { Pacer } from "./pacer.ts";
import { ReceiptBook } from "./receipt-book.ts";
import { carrierMigrations } from "./schema.ts";
import { TrackedTexts } from "./tracked-texts.ts";

/** How long a connector may be gone before what it was given counts as unknown. */
const connectorLostAfterMs = 60_000;
const sweepIntervalMs = 60_000;
const sweepBatch = 2_000;
/** Receipts are matched for this long: the usual validity of two days and three more. */
const receiptTtlMs = 5 * 24 * 3_600_000;
/** How long a receipt waits for its response before it is tried in spellings the carrier does not usually use. */
const parkedPatienceMs = 60_000;
const parkedBatch = 500;
/** A queue does not deliver a message again after this long. */
const chunkTtlMs = 24 * 3_600_000;
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

/** One carrier: the single writer of what is waiting, in flight and known of it. Addressed by carrier id. */
export class CarrierObject extends DurableObject<Env> {
  readonly #configuration: Configuration;
  readonly #backlog: Backlog;
  readonly #inFlight = new InFlight();
  readonly #tracked: TrackedTexts;
  readonly #receipts: ReceiptBook;
  readonly #journals: Journals;
  readonly #links: Links;
  readonly #leases: LeaseDesk;
  readonly #linkHandler: LinkHandler;
  readonly #alarms: AlarmBook;
  readonly #outbox: Outbox;
  readonly #sender: OutboxSender;
  readonly #ids: IdFactory;
  readonly #events: EventLog;
  readonly #inbound: InboundDesk;
  readonly #delayed = new Map<string, TextPlace>();
  readonly #pacer = new Pacer();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    migrate(storage, carrierMigrations);
    this.#configuration = new Configuration(storage.sql, env.CREDENTIALS_KEY);
    this.#backlog = new Backlog(storage.sql);
    this.#tracked = new TrackedTexts(storage.sql);
    this.#receipts = new ReceiptBook(storage.sql, () => {
      logError("receipt.dialect_drift", "receipts spell message ids in another way than before", {
        carrierId: this.#carrierId,
      });
    });
    this.#journals = new Journals(storage.sql);
    this.#links = new Links(ctx);
    this.#alarms = new AlarmBook(storage, Date.now);
    this.#outbox = new Outbox(storage.sql);
    this.#ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));
    const lastId = this.#outbox.lastId;
    if (lastId !== null) this.#ids.startAfter(lastId);
    this.#events = new EventLog(this.#outbox, this.#ids);
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms: this.#alarms,
      now: Date.now,
      encode: (chunk) => {
        const events = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"carrierId":${JSON.stringify(this.#carrierId)},"chunkId":"${chunk.id}","events":[${events}]}`;
      },
      send: async (messages) => {
        await env.EVENTS.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
      },
      onSendFailed: (error) => logError("outbox.send_failed", error, { carrierId: this.#carrierId }),
    });
    this.#inbound = new InboundDesk({
      sql: storage.sql,
      ids: this.#ids,
      alarms: this.#alarms,
      carrierId: () => this.#carrierId,
      onText: (inbound) => this.#events.add({ inbound }),
    });
    this.#leases = new LeaseDesk({
      sql: storage.sql,
      links: this.#links,
      configuration: this.#configuration,
      alarms: this.#alarms,
      now: Date.now,
    });
    this.#linkHandler = new LinkHandler({
      links: this.#links,
      journals: this.#journals,
      leases: this.#leases,
      inFlight: this.#inFlight,
      carrierId: () => this.#carrierId,
      onReport: (frame, journal) => this.#applyReport(frame, journal),
      onResumed: (journal, held) => this.#reconcile(journal, held),
      onJournalReplaced: (journal) => this.#giveUpOn(journal, "the connector lost its journal"),
      onReady: () => this.#pump(),
    });
    this.#backlog.load(
      (place, journal) => this.#restoreInFlight(place, journal),
      (place) => this.#delayed.set(textAt(place).id, place),
    );
    // An object that died with its sockets saw none of them close.
    for (const journal of this.#inFlight.journals()) {
      if (!this.#links.isConnected(journal)) this.#watchForLoss(journal);
    }
  }

  /** Stores a carrier's configuration and tells its connectors. */
  async configure(config: CarrierConfig): Promise<void> {
    await this.#configuration.save(config);
    this.#alarms.set("sweep", "", Date.now() + sweepIntervalMs);
    await this.#leases.onConfigured();
    logInfo("carrier.configured", { carrierId: config.id, binds: config.binds.length });
  }

  /** Null until the carrier has been configured. */
  describe(): CarrierDescription | null {
    const config = this.#configuration.current;
    if (config === null) return null;
    const links = this.#links.all();
    const statuses = links.flatMap(({ state }) =>
      state.binds.filter(({ bindId }) => this.#leases.holds(state.journal, bindId)),
    );
    return {
      id: config.id,
      name: config.name,
      onUnknown: config.onUnknown,
      maxAttempts: config.maxAttempts,
      segmentsPerSecond: config.segmentsPerSecond,
      submitProfile: config.submitProfile,
      binds: config.binds.map((bind) => {
        const status = statuses.find(({ bindId }) => bindId === bind.id);
        const reason = status?.reason === undefined ? {} : { reason: status.reason };
        return { ...bind, state: status?.state ?? "down", ...reason };
      }),
      connectors: links.filter(({ state }) => state.resumed).map(({ state }) => state.connectorId),
      waitingTexts: this.#backlog.waitingTexts,
      segmentsInFlight: this.#inFlight.segments,
      parkedReceipts: this.#receipts.parked,
    };
  }

  /**
   * Takes chunks into the backlog; a chunk that is here already is taken once. False when the carrier has as much waiting as
   * it may have, in which case nothing was taken. The answer leaves when the chunks are on disk.
   */
  enqueue(chunks: EnqueuedChunk[]): boolean {
    if (this.#backlog.waitingTexts >= maxWaitingTexts) return false;
    const nowMs = Date.now();
    for (const { chunkId, accountId, lane, texts, body } of chunks) {
      this.#backlog.add(chunkId, accountId, lane, texts, body, nowMs);
    }
    this.#pump();
    return true;
  }

  /** The projector has stored these chunks of events. */
  async confirmChunks(chunkIds: string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }

  /** A connector's WebSocket; the Worker has checked its token. */
  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#links.accept(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    await this.#linkHandler.onMessage(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    // Answers the connector's Close, which would wait for it otherwise.
    socket.close();
    const { connectorId, journal } = this.#links.stateOf(socket);
    if (journal === 0) return;
    logWarning("link.closed", { carrierId: this.#carrierId, connectorId });
    this.#leases.onClosed();
    if (this.#inFlight.segmentsOf(journal) > 0) this.#watchForLoss(journal);
  }

  override async alarm(): Promise<void> {
    await this.#alarms.run(
      {
        [outboxAlarm]: () => this.#sender.resend(),
        pump: () => this.#pump(),
        retry: ({ id }) => this.#retry(id),
        "connector-lost": ({ id }) => this.#onConnectorLost(Number(id)),
        sweep: () => this.#sweep(),
        [inboundAlarm]: () => {
          this.#inbound.expire(Date.now());
          this.#store();
          this.ctx.waitUntil(this.#sender.drain());
        },
        ...this.#leases.handlers,
      },
      (due, error) => logError("alarm.failed", error, { kind: due.kind, carrierId: this.#carrierId }),
    );
  }

  get #carrierId(): string {
    return this.#configuration.current?.id ?? "";
  }

  /** Applies one report, all of it or nothing: its number, its results, its receipts and the events they make. */
  #applyReport(frame: ReportFrame, journal: number): void {
    try {
      this.ctx.storage.transactionSync(() => {
        if (!this.#journals.claim(journal, frame.sequence)) return;
        this.#applyResults(frame.results, journal);
        this.#settleReceipts(this.#receipts.match(frame.receipts, Date.now()));
        for (const inbound of frame.inbound) this.#inbound.add(inbound, Date.now());
        this.#store();
      });
    } catch (error) {
      // What the object holds in memory may be ahead of what was rolled back: begin again from the disk.
      this.ctx.abort(`report failed: ${String(error)}`);
      throw error;
    }
    this.ctx.waitUntil(this.#sender.drain());
  }

  #applyResults(results: readonly SegmentResult[], journal: number): void {
    const config = this.#configuration.current;
    if (config === null || results.length === 0) return;
    const submitted = applyResults(
      {
        config,
        backlog: this.#backlog,
        inFlight: this.#inFlight,
        tracked: this.#tracked,
        events: this.#events,
        nowMs: Date.now(),
        delay: (text, atMs) => this.#delay(text, atMs),
        onThrottled: (sentAtMs) => this.#onThrottled(sentAtMs),
      },
      results,
      journal,
    );
    this.#settleReceipts(this.#receipts.remember(submitted, Date.now()));
  }

  #settleReceipts(matches: ReturnType<ReceiptBook["match"]>): void {
    applyReceipts(
      {
        carrierId: this.#carrierId,
        book: this.#receipts,
        tracked: this.#tracked,
        events: this.#events,
        nowMs: Date.now(),
      },
      matches,
    );
  }

  /** Writes what one turn changed in memory. */
  #store(): void {
    this.#events.flush();
    this.#backlog.flush();
  }

  /** Gives the connectors as much as their windows have room for. */
  #pump(): void {
    const nowMs = Date.now();
    this.#pacer.configure(this.#configuration.current?.segmentsPerSecond ?? null, nowMs);
    const submits: { socket: WebSocket; texts: SubmitText[] }[] = [];
    for (const { socket, state } of this.#links.all()) {
      if (!state.resumed) continue;
      for (const texts of this.#fill(state, this.#capacityOf(state), nowMs)) submits.push({ socket, texts });
    }
    // A frame waits for the writes before it: a text must be on record as handed out before a connector can have it.
    this.#store();
    for (const { socket, texts } of submits) sendFrame(socket, { type: "submit", texts });
    if (this.#backlog.waitingTexts > 0 && this.#pacer.budget(nowMs) === 0) {
      this.#alarms.set("pump", "", this.#pacer.wakeAtMs(nowMs));
    }
    if (this.#outbox.hasUnconfirmed) this.ctx.waitUntil(this.#sender.drain());
  }

  #capacityOf(state: LinkState): number {
    const windowSizes = new Map(this.#configuration.current?.binds.map((bind) => [bind.id, bind.windowSize]));
    return linkCapacity(state, windowSizes, (journal, bindId) => this.#leases.holds(journal, bindId));
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
          events: this.#events,
          parameterSources: sourcesOf(this.#configuration.submitProfile.parameters),
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

  /** Puts back what a connector was given and does not hold: it never reached a socket, or its report came before this. */
  #reconcile(journal: number, held: ReadonlySet<string>): void {
    const lost: SegmentResult[] = [];
    for (const text of this.#inFlight.textsOf(journal)) {
      for (const segment of text.outstanding) {
        if (!held.has(`${text.messageId}:${segment}:${text.attempt}`))
          lost.push(resultWithout(text, segment, "unsent", "not held"));
      }
    }
    this.#applyResults(lost, journal);
    this.#store();
    this.#alarms.cancel("connector-lost", String(journal));
    if (lost.length > 0) logInfo("link.reconciled", { carrierId: this.#carrierId, returned: lost.length });
  }

  /** Counts everything a journal was given as unknown: nobody is left to say what became of it. */
  #giveUpOn(journal: number, reason: string): void {
    const results = this.#inFlight
      .textsOf(journal)
      .flatMap((text) => text.outstanding.map((segment) => resultWithout(text, segment, "unknown", reason)));
    if (results.length === 0) return;
    logWarning("connector.given_up", { carrierId: this.#carrierId, segments: results.length });
    this.#applyResults(results, journal);
    this.#pump();
  }

  #watchForLoss(journal: number): void {
    this.#alarms.set("connector-lost", String(journal), Date.now() + connectorLostAfterMs);
  }

  #onConnectorLost(journal: number): void {
    if (this.#links.isConnected(journal)) return;
    this.#giveUpOn(journal, "the connector is gone");
  }

  #delay(text: InFlightText, atMs: number): void {
    this.#backlog.markDelayed(text.place);
    this.#delayed.set(text.messageId, text.place);
    this.#alarms.set("retry", text.messageId, atMs);
  }

  #retry(messageId: string): void {
    const place = this.#delayed.get(messageId);
    if (place === undefined) return;
    this.#delayed.delete(messageId);
    this.#backlog.requeue(place);
    this.#pump();
  }

  #onThrottled(sentAtMs: number): void {
    const nowMs = Date.now();
    const couldSend = this.#pacer.budget(nowMs) > 0;
    this.#pacer.onThrottled(nowMs, sentAtMs);
    if (couldSend) logWarning("carrier.throttled", { carrierId: this.#carrierId });
  }

  #sweep(): void {
    const nowMs = Date.now();
    if (this.#receipts.parked > 0) {
      this.#settleReceipts(this.#receipts.matchParked(nowMs - parkedPatienceMs, parkedBatch));
      this.#store();
    }
    const swept = Math.max(
      this.#receipts.sweep(nowMs - receiptTtlMs, sweepBatch),
      this.#tracked.sweep(nowMs - receiptTtlMs, sweepBatch),
      this.#backlog.sweep(nowMs - chunkTtlMs, sweepBatch),
    );
    this.#alarms.set("sweep", "", nowMs + (swept === sweepBatch ? 1_000 : sweepIntervalMs));
  }
}

function resultWithout(
  text: InFlightText,
  segment: number,
  outcome: "unknown" | "unsent",
  reason: string,
): SegmentResult {
  return { messageId: text.messageId, segment, attempt: text.attempt, bindId: "", outcome, reason, atMs: Date.now() };
}
