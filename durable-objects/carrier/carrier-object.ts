import { DurableObject } from "cloudflare:workers";
import type { CarrierDescription, CarrierHealthDescription } from "../../src/carriers/carrier.ts";
import type { CarrierEdit, CarrierVersion, CarrierVersionSummary } from "../../src/carriers/carrier-edit.ts";
import type { FieldChange } from "../../src/carriers/compare-configs.ts";
import type { CallbackAnswer } from "../../src/carriers/take-callback.ts";
import type { CarrierLink, ConnectorService } from "../../src/connectors/connector.ts";
import { readServiceHeaders } from "../../src/connectors/service-headers.ts";
import type { ConfigChange } from "../../src/configuration/config-change.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import type { ReportFrame } from "../../src/link/frames.ts";
import { logError, logInfo, logWarning } from "../../src/log.ts";
import type { Page } from "../../src/page.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { Outbox } from "../lib/outbox.ts";
import { OutboxSender, outboxAlarm } from "../lib/outbox-sender.ts";
import type { OperatorCallback } from "./callback-desk.ts";
import type { EnqueuedChunk } from "./chunk-store.ts";
import { Configuration, type EditPreview } from "./configuration.ts";
import { describeCarrier, describeLinks } from "./describe.ts";
import { DrainingConnectors } from "./draining-connectors.ts";
import { EventLog } from "./event-log.ts";
import { HttpOperator } from "./http-operator.ts";
import { InboundDesk, inboundAlarm } from "./inbound-desk.ts";
import { Journals } from "./journals.ts";
import { LeaseDesk } from "./lease-desk.ts";
import { LinkHandler } from "./link-handler.ts";
import { Links } from "./links.ts";
import { Moves } from "./moves.ts";
import { QueryDesk } from "./query-desk.ts";
import { ReceiptBook } from "./receipt-book.ts";
import { carrierMigrations } from "./schema.ts";
import { TextFlow } from "./text-flow.ts";

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
  readonly #draining: DrainingConnectors;
  readonly #leases: LeaseDesk;
  readonly #linkHandler: LinkHandler;
  readonly #alarms: AlarmBook;
  readonly #outbox: Outbox;
  readonly #sender: OutboxSender;
  readonly #moves: Moves;
  readonly #ids: IdFactory;
  readonly #events: EventLog;
  readonly #inbound: InboundDesk;
  readonly #queries: QueryDesk;
  readonly #operator: HttpOperator;
  readonly #flow: TextFlow;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    migrate(storage, carrierMigrations);
    this.#configuration = new Configuration(storage, env.CREDENTIALS_KEY);
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
    const send = async (messages: string[]): Promise<void> => {
      await env.EVENTS.sendBatch(messages.map((body) => ({ body, contentType: "text" })));
    };
    this.#moves = new Moves({
      sql: storage.sql,
      alarms: this.#alarms,
      ids: this.#ids,
      carrierId: () => this.#carrierId,
      send,
      now: Date.now,
    });
    const [lastId] = [this.#outbox.lastId, this.#moves.lastId]
      .filter((id) => id !== null)
      .sort((a, b) => (a < b ? 1 : -1));
    if (lastId !== undefined) this.#ids.startAfter(lastId);
    this.#events = new EventLog(this.#outbox, this.#ids);
    this.#sender = new OutboxSender({
      outbox: this.#outbox,
      alarms: this.#alarms,
      now: Date.now,
      encode: (chunk) => {
        const events = chunk.bodies.map((body) => body.slice(1, -1)).join(",");
        return `{"carrierId":${JSON.stringify(this.#carrierId)},"chunkId":"${chunk.id}","events":[${events}]}`;
      },
      send,
      onSendFailed: (error) => logError("outbox.send_failed", error, { carrierId: this.#carrierId }),
    });
    this.#inbound = new InboundDesk({
      sql: storage.sql,
      ids: this.#ids,
      alarms: this.#alarms,
      carrierId: () => this.#carrierId,
      onText: (inbound) => this.#events.add({ inbound }),
    });
    this.#draining = new DrainingConnectors(storage.sql);
    this.#leases = new LeaseDesk({
      sql: storage.sql,
      links: this.#links,
      configuration: this.#configuration,
      draining: this.#draining,
      alarms: this.#alarms,
      now: Date.now,
    });
    this.#queries = new QueryDesk({
      sql: storage.sql,
      alarms: this.#alarms,
      configuration: this.#configuration,
      links: this.#links,
      leases: this.#leases,
      receipts: this.#receipts,
      events: this.#events,
      now: Date.now,
    });
    this.#operator = new HttpOperator({
      sql: storage.sql,
      journals: this.#journals,
      alarms: this.#alarms,
      configuration: this.#configuration,
      keySecret: env.KEY_SECRET,
      fetch: (request) => fetch(request),
      now: Date.now,
      waitUntil: (promise) => ctx.waitUntil(promise),
      atOnce: (change) => this.#atOnce(change),
      applyResults: (results, journal) => this.#flow.applyResults(results, journal),
      applyReceipts: (receipts) => this.#flow.settleReceipts(this.#receipts.match(receipts, Date.now())),
      addInbound: (report) => this.#inbound.add(report, Date.now()),
      pump: () => this.#flow.pump(),
    });
    this.#flow = new TextFlow({
      sql: storage.sql,
      alarms: this.#alarms,
      configuration: this.#configuration,
      links: this.#links,
      leases: this.#leases,
      receipts: this.#receipts,
      operator: this.#operator.desk,
      queries: this.#queries,
      events: this.#events,
      moves: this.#moves,
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
    storage.transactionSync(() => this.#flow.recoverOperator());
  }

  /**
   * Changes the carrier's configuration, tells its connectors and hands out what may go now.
   * Errors: version_conflict, not_found, invalid_request.
   */
  async configure(edit: CarrierEdit, change: ConfigChange): Promise<Result<CarrierDescription>> {
    const applied = await this.#configuration.apply(edit, change);
    if (!applied.ok) return applied;
    const { version, changed } = applied.value;
    if (changed) {
      this.#alarms.set("sweep", "", Date.now() + sweepIntervalMs);
      await this.#leases.onConfigured();
      this.#operator.desk.onConfigured();
      this.#flow.onConfigured();
      logInfo("carrier.configured", { carrierId: this.#carrierId, version, author: change.author });
    }
    const description = await this.describe();
    return description === null ? fail("not_found") : ok(description);
  }

  /** What a change would come to, and what is under way now; nothing is stored. Errors as those of `configure`. */
  async previewEdit(
    edit: CarrierEdit,
    expectedVersion: number | undefined,
  ): Promise<Result<EditPreview & { numbers: TextFlow["numbers"] }>> {
    const preview = await this.#configuration.preview(edit, expectedVersion);
    return preview.ok ? ok({ ...preview.value, numbers: this.#flow.numbers }) : preview;
  }

  listVersions(page: { beforeVersion?: number | undefined; limit: number }): Page<CarrierVersionSummary> {
    return this.#configuration.listVersions(page);
  }

  /** Errors: not_found. */
  findVersion(version: number): Result<CarrierVersion> {
    return this.#configuration.findVersion(version);
  }

  /** Errors: not_found. */
  compareVersions(from: number, to: number): Result<FieldChange[]> {
    return this.#configuration.compareVersions(from, to);
  }

  /** Forgets the configuration, its versions and its credentials. Errors: not_found, carrier_in_use while it is not drained. */
  async deleteConfiguration(author: string): Promise<Result<null>> {
    const description = this.#description(null);
    if (description === null) return fail("not_found");
    const { service, drained } = description;
    if (service !== "disabled") return fail("carrier_in_use", { message: "The carrier is not disabled." });
    if (!drained) return fail("carrier_in_use", { message: "The carrier still has texts that wait or are under way." });
    this.ctx.storage.transactionSync(() => this.#configuration.delete());
    await this.#leases.onConfigured();
    for (const { socket } of this.#links.all()) socket.close(1000, "the carrier is gone");
    logInfo("carrier.deleted", { carrierId: description.id, author });
    return ok(null);
  }

  /** Null until the carrier has been configured. */
  async describe(): Promise<CarrierDescription | null> {
    return this.#description(await this.#operator.describe());
  }

  #description(http: CarrierDescription["http"]): CarrierDescription | null {
    return describeCarrier({
      http,
      configuration: this.#configuration,
      links: this.#links,
      leases: this.#leases,
      numbers: this.#flow.numbers,
      health: this.#flow.health,
      parkedReceipts: this.#receipts.parked,
    });
  }

  /** The connectors that are linked, and the binds each has. */
  describeLinks(): CarrierLink[] {
    return describeLinks({ links: this.#links, leases: this.#leases });
  }

  /** An operator drained a connector or took it back. */
  async setConnectorService(service: ConnectorService): Promise<void> {
    if (this.#draining.learn(service)) await this.#leases.onConnectorsChanged();
  }

  /**
   * Takes chunks into the backlog; a chunk that is here already is taken once. False when the carrier has as much waiting as
   * it may have, in which case nothing was taken. The answer leaves when the chunks are on disk.
   */
  enqueue(chunks: EnqueuedChunk[]): boolean {
    return this.#flow.enqueue(chunks);
  }

  /** Takes a call of an HTTP operator. The answer leaves when it is stored. Errors: not_found, invalid_request. */
  takeCallback(call: OperatorCallback): Promise<Result<CallbackAnswer>> {
    return this.#operator.takeCallback(call);
  }

  /** The projector has stored these chunks of events. */
  async confirmChunks(chunkIds: string[]): Promise<void> {
    this.#outbox.confirm(chunkIds);
    await this.#sender.drain();
  }

  /** The next carriers have the texts of these chunks. */
  async confirmMoves(chunkIds: string[]): Promise<void> {
    await this.#moves.confirm(chunkIds);
    this.#flow.onMovesConfirmed();
  }

  /** How the carrier does; null until it has been configured. */
  describeHealth(): CarrierHealthDescription | null {
    return this.#configuration.current === null ? null : this.#flow.health;
  }

  /** A connector's WebSocket; the Worker has checked its token, and says what it knows of the connector. */
  override fetch(request: Request): Response {
    const service = readServiceHeaders(request.headers);
    if (service !== null) this.#draining.learn(service);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#links.accept(server, Date.now());
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
        ...this.#moves.handlers,
        ...this.#operator.handlers,
        ...this.#leases.handlers,
        ...this.#queries.handlers,
      },
      (due, error) => logError("alarm.failed", error, { kind: due.kind, carrierId: this.#carrierId }),
    );
  }

  get #carrierId(): string {
    return this.#configuration.current?.id ?? "";
  }

  /** Applies one report, all of it or nothing: its number, its results, its receipts and the events they make. */
  #applyReport(frame: ReportFrame, journal: number): void {
    this.#atOnce(() => {
      if (!this.#journals.claim(journal, frame.sequence)) return;
      this.#flow.applyResults(frame.results, journal);
      this.#flow.settleReceipts(this.#receipts.match(frame.receipts, Date.now()));
      this.#flow.settleReceipts(this.#queries.settle(frame.queries ?? []));
      for (const inbound of frame.inbound) this.#inbound.add(inbound, Date.now());
    });
  }

  /** Applies a change and writes what it led to, all of it or nothing. */
  #atOnce(change: () => void): void {
    try {
      this.ctx.storage.transactionSync(() => {
        change();
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
    if (this.#moves.underWay > 0) this.ctx.waitUntil(Promise.resolve().then(() => this.#moves.drain()));
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
      this.#operator.sweep(nowMs, sweepBatch),
    );
    // What is left of a carrier that was deleted goes when its time is over.
    if (this.#configuration.current === null && !this.#hasRecords()) return;
    this.#alarms.set("sweep", "", nowMs + (swept === sweepBatch ? 1_000 : sweepIntervalMs));
  }

  #hasRecords(): boolean {
    const { found } = this.ctx.storage.sql
      .exec<{ found: number }>(
        "SELECT EXISTS (SELECT 1 FROM chunks) OR EXISTS (SELECT 1 FROM receipts) OR EXISTS (SELECT 1 FROM parked_receipts) AS found",
      )
      .one();
    return found === 1;
  }
}
