import { DurableObject } from "cloudflare:workers";
import type { CarrierConfig, CarrierDescription } from "../../src/carriers/carrier.ts";
import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import type { ReportFrame } from "../../src/link/frames.ts";
import { logError, logInfo, logWarning } from "../../src/log.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { Outbox } from "../lib/outbox.ts";
import { OutboxSender, outboxAlarm } from "../lib/outbox-sender.ts";
import { Configuration } from "./configuration.ts";
import { EventLog } from "./event-log.ts";
import { InboundDesk, inboundAlarm } from "./inbound-desk.ts";
import { Journals } from "./journals.ts";
import { LeaseDesk } from "./lease-desk.ts";
import { LinkHandler } from "./link-handler.ts";
import { Links } from "./links.ts";
import { ReceiptBook } from "./receipt-book.ts";
import { carrierMigrations } from "./schema.ts";
import { type EnqueuedChunk, TextFlow } from "./text-flow.ts";

const sweepIntervalMs = 60_000;
const sweepBatch = 2_000;
/** Receipts are matched for this long: the usual validity of two days and three more. */
const receiptTtlMs = 5 * 24 * 3_600_000;
/** How long a receipt waits for its response before it is tried in spellings the carrier does not usually use. */
const parkedPatienceMs = 60_000;
const parkedBatch = 500;
/** A queue does not deliver a message again after this long. */
const chunkTtlMs = 24 * 3_600_000;

/** One carrier: the single writer of what is waiting, in flight and known of it. Addressed by carrier id. */
export class CarrierObject extends DurableObject<Env> {
  readonly #configuration: Configuration;
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
  readonly #flow: TextFlow;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    migrate(storage, carrierMigrations);
    this.#configuration = new Configuration(storage.sql, env.CREDENTIALS_KEY);
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
    this.#flow = new TextFlow({
      sql: storage.sql,
      alarms: this.#alarms,
      configuration: this.#configuration,
      links: this.#links,
      leases: this.#leases,
      receipts: this.#receipts,
      events: this.#events,
      now: Date.now,
      onStored: () => this.#drain(),
    });
    this.#linkHandler = new LinkHandler({
      links: this.#links,
      journals: this.#journals,
      leases: this.#leases,
      carrierId: () => this.#carrierId,
      expects: (journal, key) => this.#flow.expects(journal, key),
      onReport: (frame, journal) => this.#applyReport(frame, journal),
      onResumed: (journal, held) => this.#flow.reconcile(journal, held),
      onJournalReplaced: (journal) => this.#flow.giveUpOn(journal, "the connector lost its journal"),
      onReady: () => this.#flow.pump(),
    });
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
      state.binds
        .filter(({ bindId }) => this.#leases.holds(state.journal, bindId))
        .map((status) => ({ ...status, connectorId: state.connectorId })),
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
        const connector = status === undefined ? {} : { connector: status.connectorId };
        return { ...bind, state: status?.state ?? "down", ...reason, ...connector };
      }),
      connectors: links.filter(({ state }) => state.resumed).map(({ state }) => state.connectorId),
      ...this.#flow.numbers,
      parkedReceipts: this.#receipts.parked,
    };
  }

  /**
   * Takes chunks into the backlog; a chunk that is here already is taken once. False when the carrier has as much waiting as
   * it may have, in which case nothing was taken. The answer leaves when the chunks are on disk.
   */
  enqueue(chunks: EnqueuedChunk[]): boolean {
    return this.#flow.enqueue(chunks);
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
    this.#flow.onLinkClosed(journal);
  }

  override async alarm(): Promise<void> {
    await this.#alarms.run(
      {
        [outboxAlarm]: () => this.#sender.resend(),
        [inboundAlarm]: () => {
          this.#inbound.expire(Date.now());
          this.#flow.store();
        },
        sweep: () => this.#sweep(),
        ...this.#flow.handlers,
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
        this.#flow.applyResults(frame.results, journal);
        this.#flow.settleReceipts(this.#receipts.match(frame.receipts, Date.now()));
        for (const inbound of frame.inbound) this.#inbound.add(inbound, Date.now());
        this.#flow.store();
      });
    } catch (error) {
      // What the object holds in memory may be ahead of what was rolled back: begin again from the disk.
      this.ctx.abort(`report failed: ${String(error)}`);
      throw error;
    }
  }

  /** Sends events once the turn that wrote them is over: inside its transaction they might yet be rolled back. */
  #drain(): void {
    if (this.#outbox.hasUnconfirmed) this.ctx.waitUntil(Promise.resolve().then(() => this.#sender.drain()));
  }

  #sweep(): void {
    const nowMs = Date.now();
    if (this.#receipts.parked > 0) {
      this.#flow.settleReceipts(this.#receipts.matchParked(nowMs - parkedPatienceMs, parkedBatch));
      this.#flow.store();
    }
    const swept = Math.max(
      this.#receipts.sweep(nowMs - receiptTtlMs, sweepBatch),
      this.#flow.sweep(nowMs - chunkTtlMs, nowMs - receiptTtlMs, sweepBatch),
    );
    this.#alarms.set("sweep", "", nowMs + (swept === sweepBatch ? 1_000 : sweepIntervalMs));
  }
}
