import type { BindConfig } from "../../src/link/bind-config.ts";
import { smppSessionFields } from "../../src/link/session-fields.ts";
import type { SessionClientOptions } from "../session/client-options.ts";
import { SessionKeeper } from "../session/keeper.ts";
import { openSocket } from "../session/open-socket.ts";
import { Slots } from "../session/slots.ts";
import { startBindAttempt } from "./bind-attempt.ts";
import { congestionState, loadShare } from "./congestion.ts";
import { commandStatus } from "./constants.ts";
import { AskedVersion } from "./interface-version.ts";
import type { DeliverSm, ReceivedNotice, ReceivedResponse, SubmitSmFields } from "./pdu.ts";
import { PeerMessages } from "./peer-messages.ts";
import type { QueryResult } from "./query-result.ts";
import { queryResult } from "./query-result.ts";
import type { RequestOutcome } from "./requests.ts";
import type { Session } from "./session.ts";
import { lateResult, notBoundHere, submitResult } from "./submit-result.ts";

/**
 * A receipt or an MO that came as data_sm has its body in message_payload. The bytes handed to `onDeliver` are views of what
 * the socket received: they stay as they are, and keep that buffer alive.
 */
export type BindClientOptions<Token> = SessionClientOptions<BindConfig, Token, DeliverSm>;

/** Which message is asked about, SMPP 3.4 §4.8.1: the id as submit_sm_resp had it, the source as submit_sm did. */
export interface MessageQuery {
  messageId: string;
  source: { address: string; typeOfNumber: number; numberingPlan: number };
}

/** One bind: holds its session for as long as it is not stopped, and submits and asks through its window. */
export class BindClient<Token> {
  readonly #options: BindClientOptions<Token>;
  readonly #slots: Slots;
  readonly #keeper: SessionKeeper<Session>;
  #config: BindConfig;
  #peerMessages: PeerMessages;

  constructor(options: BindClientOptions<Token>) {
    const { config, monotonicMs = () => performance.now() } = options;
    this.#options = options;
    this.#config = config;
    this.#slots = new Slots(config, monotonicMs, () => this.#onSlots());
    this.#peerMessages = this.#newPeerMessages();
    const version = new AskedVersion(() => this.#config.interfaceVersion);
    this.#keeper = new SessionKeeper<Session>({
      ...options,
      monotonicMs,
      config: () => this.#config,
      attempt: (callbacks) => {
        this.#peerMessages = this.#newPeerMessages();
        this.#slots.setShare(1);
        return startBindAttempt({
          ...callbacks,
          config: this.#config,
          version,
          openSocket: options.openSocket ?? openSocket,
          monotonicMs,
          onRequest: (session, pdu) => this.#peerMessages.take(session, pdu),
          onNotice: (pdu) => this.#onNotice(pdu),
          onDrain: () => this.#slots.announce(),
          tap: options.tap,
        });
      },
      onBound: () => this.#slots.announce(),
      isDrained: () => this.#slots.taken === 0 && this.#peerMessages.unanswered === 0,
      farewell: unbound,
    });
  }

  /** Begins to connect. A stopped client stays stopped. */
  start(): void {
    this.#keeper.start();
  }

  /**
   * How many submits would be taken now: 0 unless bound in a transmitting mode. Never more than the burst of the bind's
   * throughput, a tenth of a second's worth. `onReady` tells when to ask again.
   */
  freeSlots(): number {
    const session = this.#transmitter();
    return typeof session !== "string" && !session.congested ? this.#slots.free() : 0;
  }

  /**
   * Submits one segment. It is encoded for the socket when this returns and written by the end of the turn; `onResult` tells
   * the rest, never before this returns. Without a free slot it is not sent.
   */
  submit(token: Token, message: SubmitSmFields): void {
    const { onResult, onLateResult } = this.#options;
    const session = this.#transmitter();
    const obstacle = typeof session === "string" ? session : this.#slots.obstacle();
    if (typeof session === "string" || obstacle !== undefined) {
      return queueMicrotask(() => onResult(token, { outcome: "unsent", reason: obstacle ?? "not bound" }));
    }
    const onOutcome = (outcome: RequestOutcome): void => {
      this.#onAnswer(outcome);
      if (outcome.kind === "response" && outcome.pdu.commandStatus === commandStatus.ESME_RINVBNDSTS) {
        this.#keeper.rebind(session, notBoundHere);
      }
      onResult(token, submitResult(outcome));
      this.#keeper.checkDrained();
    };
    const onLate = (pdu: ReceivedResponse): void => {
      const result = lateResult(pdu);
      if (result !== undefined) {
        onLateResult?.(token, result);
      }
    };
    const { responseTimeoutMs: timeoutMs } = this.#config;
    // A text's own service_type goes before the bind's; an empty one is none.
    const { serviceType: own = "" } = message;
    const serviceType = own === "" ? this.#config.serviceType : own;
    const pdu = { ...message, serviceType, command: "submit_sm" } as const;
    const label = this.#options.labelOf?.(token);
    const error = session.request(pdu, onOutcome, { timeoutMs, onLate, label });
    if (error !== undefined) {
      const { commandStatus: status, reason } = error;
      return queueMicrotask(() => onResult(token, { outcome: "rejected", commandStatus: status, reason }));
    }
    this.#slots.take();
  }

  /**
   * Asks what became of a message (query_sm). It takes a slot as a submit does; `onResult` tells the rest, once and never
   * before this returns.
   */
  query({ messageId, source }: MessageQuery, onResult: (result: QueryResult) => void): void {
    const session = this.#transmitter();
    const obstacle = typeof session === "string" ? session : this.#slots.obstacle();
    if (typeof session === "string" || obstacle !== undefined) {
      return queueMicrotask(() => onResult({ outcome: "unsent", reason: obstacle ?? "not bound" }));
    }
    const onOutcome = (outcome: RequestOutcome): void => {
      this.#onAnswer(outcome);
      onResult(queryResult(outcome));
      this.#keeper.checkDrained();
    };
    const { typeOfNumber: sourceAddrTon, numberingPlan: sourceAddrNpi, address: sourceAddr } = source;
    const { responseTimeoutMs: timeoutMs } = this.#config;
    const pdu = { command: "query_sm", messageId, sourceAddrTon, sourceAddrNpi, sourceAddr } as const;
    const error = session.request(pdu, onOutcome, { timeoutMs });
    if (error !== undefined) {
      const { commandStatus: status, reason } = error;
      return queueMicrotask(() => onResult({ outcome: "rejected", commandStatus: status, reason }));
    }
    this.#slots.take();
  }

  /**
   * Takes what can change under a bound session: window, throughput, response timeout, delays. False when the change needs
   * a new session, and nothing was taken: stop this client and start another.
   */
  reconfigure(config: BindConfig): boolean {
    if (smppSessionFields.some((key) => JSON.stringify(config[key]) !== JSON.stringify(this.#config[key]))) {
      return false;
    }
    this.#config = config;
    this.#slots.limit(config);
    return true;
  }

  /**
   * Ends the bind: takes no more submits, lets those in flight and the deliver_sm not answered yet finish for up to
   * `drainMs`, unbinds, and disconnects. Resolves when the socket is gone; whatever is in flight then is unknown.
   */
  async stop({ drainMs }: { drainMs: number }): Promise<void> {
    await this.#keeper.stop(drainMs);
    this.#slots.close();
  }

  /** The session to submit on, or why there is none. */
  #transmitter(): Session | string {
    return this.#config.mode === "receiver" ? "bound as receiver" : (this.#keeper.bound ?? "not bound");
  }

  /** What the end of any request says about the carrier's load. */
  #onAnswer(outcome: RequestOutcome): void {
    this.#slots.release();
    const state = outcome.kind === "response" ? congestionState(outcome.pdu) : undefined;
    if (state !== undefined && this.#slots.setShare(loadShare(state))) {
      this.#options.log.info("bind.congestion", { bindId: this.#config.id, congestionState: state });
    }
  }

  #onNotice(pdu: ReceivedNotice): void {
    this.#options.log.info(`bind.${pdu.command}`, { bindId: this.#config.id });
  }

  #onSlots(): void {
    if (this.#options.onReady !== undefined && this.freeSlots() > 0) {
      this.#options.onReady();
    }
  }

  #newPeerMessages(): PeerMessages {
    return new PeerMessages({ onDeliver: this.#options.onDeliver, onAnswered: () => this.#keeper.checkDrained() });
  }
}

/** How long the answer to an unbind is waited for. */
const unbindTimeoutMs = 5_000;

/** Unbinds; whatever the outcome, the session is of no more use. */
async function unbound(session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    session.request({ command: "unbind" }, () => resolve(), { timeoutMs: unbindTimeoutMs });
  });
}
