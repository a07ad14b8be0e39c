import { ucpLiveFields } from "../../src/link/session-fields.ts";
import type { UcpBindConfig } from "../../src/link/ucp-bind-config.ts";
import type { OutgoingSegment, SubmitResult } from "../bind.ts";
import { commandStatus } from "../smpp/constants.ts";
import type { SessionClientOptions } from "../session/client-options.ts";
import { SessionKeeper } from "../session/keeper.ts";
import { openSocket } from "../session/open-socket.ts";
import { Slots } from "../session/slots.ts";
import type { UcpDelivery } from "./deliver.ts";
import { readDelivery } from "./deliver.ts";
import type { Frame } from "./frame.ts";
import { operation } from "./fields.ts";
import { startLoginAttempt } from "./login-attempt.ts";
import type { Result } from "./results.ts";
import type { RequestOutcome, Session } from "./session.ts";
import { resultOf, submitFields, submitResult } from "./submit.ts";

/** `respond` of a delivery: 0 takes it, ESME_RX_T_APPN has the carrier send it again, any other refuses it. */
export type UcpClientOptions<Token> = SessionClientOptions<UcpBindConfig, Token, UcpDelivery>;

const nack = { syntax: 2, notSupported: 3, notAllowed: 4, messageType: 23 } as const;

/**
 * Holds one EMI/UCP session for as long as it is not stopped: connects, logs in, reconnects. A login that a carrier refuses is
 * tried again after reconnectMaxMs, with the carrier's reason in the state.
 */
export class UcpClient<Token> {
  readonly #options: UcpClientOptions<Token>;
  readonly #slots: Slots;
  readonly #keeper: SessionKeeper<Session>;
  #config: UcpBindConfig;
  /** Deliveries handed to `onDeliver` and not answered yet, in this session. */
  #unanswered = 0;
  readonly #monotonicMs: () => number;
  /** Whether the carrier has accepted a submit in this session. */
  #hasAccepted = false;
  /** When a session was last given up over a submit's error. */
  #reboundAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: UcpClientOptions<Token>) {
    const monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#options = options;
    this.#monotonicMs = monotonicMs;
    this.#config = options.config;
    this.#slots = new Slots(options.config, monotonicMs, () => this.#onSlots());
    this.#keeper = new SessionKeeper<Session>({
      ...options,
      monotonicMs,
      config: () => this.#config,
      attempt: (callbacks) =>
        startLoginAttempt({
          ...callbacks,
          config: this.#config,
          openSocket: options.openSocket ?? openSocket,
          monotonicMs,
          onOperation: (session, frame) => this.#onOperation(session, frame),
          onDrain: () => this.#slots.announce(),
          tap: options.tap,
        }),
      onBound: () => {
        this.#unanswered = 0;
        this.#hasAccepted = false;
        this.#slots.announce();
      },
      isDrained: () => this.#slots.taken === 0 && this.#unanswered === 0,
    });
  }

  /** Begins to connect. A stopped client stays stopped. */
  start(): void {
    this.#keeper.start();
  }

  /**
   * How many submits would be taken now: 0 unless logged in, never more than transaction numbers are free. `onReady` tells when
   * to ask again.
   */
  freeSlots(): number {
    const session = this.#keeper.bound;
    return session === undefined || session.congested ? 0 : Math.min(this.#slots.free(), session.freeNumbers);
  }

  /**
   * Submits one segment. It is encoded for the socket when this returns and written by the end of the turn; `onResult` tells
   * the rest, never before this returns. Without a free slot it is not sent.
   */
  submit(token: Token, segment: OutgoingSegment): void {
    const session = this.#keeper.bound;
    const obstacle = session === undefined ? "not bound" : this.#slots.obstacle();
    if (session === undefined || obstacle !== undefined) {
      return this.#settleLater(token, { outcome: "unsent", reason: obstacle ?? "not bound" });
    }
    if (session.freeNumbers === 0) {
      return this.#settleLater(token, { outcome: "unsent", reason: "no transaction number is free" });
    }
    const written = submitFields(segment, this.#config);
    if (!written.ok) {
      const { commandStatus: status, reason } = written;
      return this.#settleLater(token, { outcome: "rejected", commandStatus: status, reason });
    }
    const { adc, fields } = written;
    const onOutcome = (outcome: RequestOutcome): void => {
      const result = submitResult(outcome, adc);
      this.#slots.release();
      if (result.outcome === "accepted") {
        this.#hasAccepted ||= session === this.#keeper.latest;
      } else if (result.outcome === "rejected" && result.commandStatus === commandStatus.ESME_RINVBNDSTS) {
        // An attempt is spent, unlike over SMPP: where it is the text that is not liked, a new session for each try would never end.
        this.#onNotLoggedIn(session, result.reason ?? "not logged in");
      }
      this.#options.onResult(token, result);
      this.#keeper.checkDrained();
    };
    const onLate = (result: Result): void => this.#options.onLateResult?.(token, resultOf(result, adc));
    const { responseTimeoutMs: timeoutMs } = this.#config;
    const label = this.#options.labelOf?.(token);
    const error = session.request(operation.submit, fields, onOutcome, { timeoutMs, onLate, label });
    if (error !== undefined) {
      const status = commandStatus.ESME_RINVPARLEN;
      return this.#settleLater(token, { outcome: "rejected", commandStatus: status, reason: error });
    }
    this.#slots.take();
  }

  /**
   * Takes what can change under a session: window, throughput, timeouts, how submits are written. False when the change needs
   * a new session, and nothing was taken: stop this client and start another.
   */
  reconfigure(config: UcpBindConfig): boolean {
    const before = new Map<string, unknown>(Object.entries(this.#config));
    const changed = Object.entries(config).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before.get(key)),
    );
    if (changed.some(([key]) => !ucpLiveFields.has(key))) {
      return false;
    }
    this.#config = config;
    this.#slots.limit(config);
    return true;
  }

  /**
   * Ends the session: takes no more submits, lets those in flight and the deliveries not answered yet finish for up to `drainMs`,
   * and disconnects; UCP has no logout. Resolves when the socket is gone; whatever is in flight then is unknown.
   */
  async stop({ drainMs }: { drainMs: number }): Promise<void> {
    await this.#keeper.stop(drainMs);
    this.#slots.close();
  }

  /**
   * Logs in again. A session that has taken submits is given up once in reconnectMaxMs at most: a carrier that says so of an
   * originator would have it that one customer's texts keep those of all others from leaving.
   */
  #onNotLoggedIn(session: Session, reason: string): void {
    const nowMs = this.#monotonicMs();
    if (session !== this.#keeper.bound) return;
    if (this.#hasAccepted && nowMs - this.#reboundAtMs < this.#config.reconnectMaxMs) return;
    this.#reboundAtMs = nowMs;
    this.#keeper.rebind(session, reason);
  }

  #onOperation(session: Session, frame: Frame): void {
    const delivery = readDelivery(frame.operation, frame.fields);
    if (delivery === undefined) {
      return session.respond(frame, { ok: false, errorCode: nack.notSupported, systemMessage: "" });
    }
    if (typeof delivery === "string") {
      return session.respond(frame, { ok: false, errorCode: nack.syntax, systemMessage: delivery });
    }
    if (session !== this.#keeper.latest) {
      return session.respond(frame, { ok: false, errorCode: nack.notAllowed, systemMessage: "not logged in" });
    }
    let answered = false;
    this.#unanswered++;
    this.#options.onDeliver(delivery, (status) => {
      if (answered) {
        return;
      }
      answered = true;
      session.respond(frame, answerOf(delivery, status));
      if (session === this.#keeper.latest) {
        this.#unanswered--;
        this.#keeper.checkDrained();
      }
    });
  }

  #onSlots(): void {
    if (this.#options.onReady !== undefined && this.freeSlots() > 0) {
      this.#options.onReady();
    }
  }

  #settleLater(token: Token, result: SubmitResult): void {
    queueMicrotask(() => this.#options.onResult(token, result));
  }
}

/** UCP has no answer that means "later": carriers keep what is not allowed now (04), and drop what they cannot say (23). */
function answerOf(delivery: UcpDelivery, status: number): Result {
  switch (status) {
    case commandStatus.ESME_ROK:
      return { ok: true, systemMessage: acknowledgement(delivery) };
    case commandStatus.ESME_RX_T_APPN:
      return { ok: false, errorCode: nack.notAllowed, systemMessage: "not now" };
    default:
      return { ok: false, errorCode: nack.messageType, systemMessage: "" };
  }
}

/** SM of a positive result (EMI/UCP Interface Specification 4.0 §5.4.1 and §5.5.1). */
function acknowledgement(delivery: UcpDelivery): string {
  if (delivery.kind === "notification") {
    return delivery.timestamp;
  }
  return delivery.timestamp === "" ? "" : `${delivery.to.replace(/^\+/, "00")}:${delivery.timestamp}`;
}
