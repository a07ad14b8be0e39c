import { DurableObject } from "cloudflare:workers";
import type { CarrierDescription, CarrierHealthDescription } from "../../src/carriers/carrier.ts";
import type { CallbackAnswer } from "../../src/carriers/take-callback.ts";
import { noteCarrierState } from "../../src/carriers/note-carrier-state.ts";
import type { Result } from "../../src/errors.ts";
import { logError } from "../../src/log.ts";
import { exportSpans } from "../../src/traces/export-spans.ts";
import type { AlarmHandler } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { applyReport } from "./apply-report.ts";
import type { OperatorCallback } from "./callback-desk.ts";
import { CarrierContext } from "./carrier-context.ts";
import type { EnqueuedChunk } from "./chunk-store.ts";
import { CarrierConfiguration } from "./configuration-room.ts";
import { CarrierConnectors } from "./connectors-room.ts";
import { describeCarrier } from "./describe.ts";
import { HttpOperator } from "./http-operator.ts";
import { InboundDesk, inboundAlarm } from "./inbound-desk.ts";
import { LinkHandler } from "./link-handler.ts";
import { snapshotOf } from "./snapshot.ts";
import { StateTeller } from "./state-teller.ts";
import { QueryDesk } from "./query-desk.ts";
import { carrierMigrations } from "./schema.ts";
import { sweepHandlers } from "./sweep.ts";
import { TextFlow } from "./text-flow.ts";

/**
 * One carrier: the single writer of what is waiting, in flight and known of it. Addressed by carrier id. The object is wiring:
 * its concerns are classes of their own, and a call through a getter is a single round trip.
 */
export class CarrierObject extends DurableObject<Env> {
  readonly #context: CarrierContext;
  readonly #configuration: CarrierConfiguration;
  readonly #connectors: CarrierConnectors;
  readonly #flow: TextFlow;
  readonly #operator: HttpOperator;
  readonly #linkHandler: LinkHandler;
  readonly #alarmHandlers: Readonly<Record<string, AlarmHandler>>;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    migrate(state.storage, carrierMigrations);
    const context = new CarrierContext(state, env);
    const { alarms, configuration, events, ids, journals, leases, now, receipts, sql } = context;
    this.#context = context;
    const inbound = new InboundDesk({
      sql,
      ids,
      alarms,
      carrierId: () => context.carrierId,
      onText: (text) => events.add({ inbound: text }),
    });
    const queries = new QueryDesk(context);
    const operator = new HttpOperator({
      sql,
      journals,
      alarms,
      configuration,
      keySecret: env.KEY_SECRET,
      fetch: (request) => fetch(request),
      now,
      waitUntil: (promise) => context.waitUntil(promise),
      atOnce: (change) => this.#flow.atOnce(change),
      applyResults: (results, journal) => this.#flow.applyResults(results, journal),
      applyReceipts: (reports) => this.#flow.settleReceipts(receipts.match(reports, now())),
      addInbound: (report) => inbound.add(report, now()),
      pump: () => this.#flow.pump(),
      exportSpans: (spans) => exportSpans(env, (work) => context.waitUntil(work), spans),
    });
    const states = new StateTeller({
      snapshot: () => snapshotOf(context, this.#flow),
      tell: (state) => noteCarrierState(env, state),
      waitUntil: (work) => context.waitUntil(work),
      now: () => now(),
    });
    const flow = new TextFlow(context, operator.desk, queries, () => states.touch());
    this.#operator = operator;
    this.#flow = flow;
    this.#linkHandler = new LinkHandler(context, {
      expects: (journal, key) => flow.expects(journal, key),
      onReport: (frame, journal) => applyReport(context, { flow, queries, inbound }, frame, journal),
      onResumed: (journal, held) => flow.reconcile(journal, held),
      onJournalReplaced: (journal) => flow.giveUpOn(journal, "the connector lost its journal"),
      onReady: () => flow.pump(),
      onClosed: (journal) => flow.onLinkClosed(journal),
    });
    this.#configuration = new CarrierConfiguration(context, operator, flow);
    this.#connectors = new CarrierConnectors(context);
    this.#alarmHandlers = {
      [inboundAlarm]: () => {
        inbound.expire(now());
        flow.store();
      },
      ...sweepHandlers(context, flow, operator),
      ...events.handlers,
      ...context.moves.handlers,
      ...flow.handlers,
      ...operator.handlers,
      ...leases.handlers((journal) => flow.onLinkClosed(journal)),
      ...queries.handlers,
    };
    state.storage.transactionSync(() => flow.recoverOperator());
  }

  get configuration(): CarrierConfiguration {
    return this.#configuration;
  }

  get connectors(): CarrierConnectors {
    return this.#connectors;
  }

  /** Null until the carrier has been configured. */
  async describe(): Promise<CarrierDescription | null> {
    return describeCarrier(this.#context, this.#flow, await this.#operator.describe());
  }

  /** How the carrier does; null until it has been configured. */
  describeHealth(): CarrierHealthDescription | null {
    return this.#context.configuration.current === null ? null : this.#flow.health;
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
  confirmChunks(chunkIds: string[]): void {
    this.#context.events.confirm(chunkIds);
  }

  /** The next carriers have the texts of these chunks. */
  confirmMoves(chunkIds: string[]): void {
    this.#context.moves.confirm(chunkIds);
    this.#flow.onMovesConfirmed();
  }

  /** Whether a chunk of texts that were given away is still to be confirmed. */
  hasMoves(chunkId: string): boolean {
    return this.#context.moves.hasChunk(chunkId);
  }

  /** A connector's WebSocket; the Worker has checked its token, and says what it knows of the connector. */
  override fetch(request: Request): Response {
    return this.#linkHandler.accept(request);
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    await this.#linkHandler.onMessage(socket, message);
  }

  override webSocketClose(socket: WebSocket): void {
    this.#linkHandler.onClose(socket);
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    await this.#context.alarms.run(
      this.#alarmHandlers,
      (due, error) => logError("alarm.failed", error, { kind: due.kind, carrierId: this.#context.carrierId }),
      info,
    );
  }
}
