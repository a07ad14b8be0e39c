import { connect as connectTcp } from "node:net";
import type { BindConfig } from "../../src/link/bind-config.ts";
import type { BindStatus } from "../../src/link/frames.ts";
import { backoffDelayMs } from "./backoff.ts";
import type { BindFailure, Connect } from "./bind-attempt.ts";
import { startBindAttempt } from "./bind-attempt.ts";
import { commandId, commandStatus } from "./constants.ts";
import type { DeliverSm, ReceivedRequest, SubmitSmFields } from "./pdu.ts";
import { refusal } from "./replies.ts";
import type { CloseReason, RequestOutcome, Session } from "./session.ts";
import { Slots } from "./slots.ts";
import type { SubmitResult } from "./submit-result.ts";
import { submitResult } from "./submit-result.ts";

/** Where a bind tells what happens to it; `code` is stable, fields never hold a password or a body. */
export interface BindLog {
  info: (code: string, fields: Record<string, string | number>) => void;
  warn: (code: string, fields: Record<string, string | number>) => void;
}

export type BindClientState = Omit<BindStatus, "bindId">;

export interface BindClientOptions<Token> {
  config: BindConfig;
  /** Epoch milliseconds, for `sinceMs`. */
  now: () => number;
  /** A number in [0, 1), for the jitter of reconnects. */
  random: () => number;
  log: BindLog;
  onState: (status: BindClientState) => void;
  /** Once for each `submit`, after it returned. */
  onResult: (token: Token, result: SubmitResult) => void;
  /**
   * A receipt or an MO. `respond` answers it with a command_status, at once or later. Its bytes are views of what the
   * socket received: they stay as they are, and keep that buffer alive.
   */
  onDeliver: (deliver: DeliverSm, respond: (commandStatus: number) => void) => void;
  /** `freeSlots` is above 0 and may have grown: it was bound, results came, the pace allows more, the socket drained. */
  onReady?: () => void;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
  connect?: Connect;
}

/** How long the answer to an unbind is waited for. */
const unbindTimeoutMs = 5_000;

/** What a session is made of: another value of any of these takes a new one. */
const sessionKeys = [
  "host",
  "port",
  "systemId",
  "password",
  "systemType",
  "mode",
  "enquireLinkIntervalMs",
] as const satisfies (keyof BindConfig)[];

/**
 * Holds one bind for as long as it is not stopped: connects, binds, reconnects. What a carrier refuses to bind is tried
 * again after reconnectMaxMs, with the carrier's reason in the state.
 */
export class BindClient<Token> {
  readonly #options: BindClientOptions<Token>;
  readonly #monotonicMs: () => number;
  readonly #slots: Slots;
  #config: BindConfig;
  #state: BindClientState["state"] = "down";
  #lastReason: string | undefined = undefined;
  #started = false;
  #stopped: Promise<void> | undefined = undefined;
  #attempt: { abort: () => void } | undefined = undefined;
  #session: Session | undefined = undefined;
  /** Failures since a session last lasted. */
  #failures = 0;
  #boundSinceMs = 0;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  /** deliver_sm handed to `onDeliver` and not answered yet; a counter for each session. */
  #unanswered = { count: 0 };
  #onDrained: (() => void) | undefined = undefined;
  #onGone: (() => void) | undefined = undefined;

  constructor(options: BindClientOptions<Token>) {
    this.#options = options;
    this.#config = options.config;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#slots = new Slots(options.config, this.#monotonicMs, () => this.#onSlots());
  }

  /** Begins to connect. A stopped client stays stopped. */
  start(): void {
    if (!this.#started && this.#stopped === undefined) {
      this.#started = true;
      this.#connect();
    }
  }

  /**
   * How many submits would be taken now: 0 unless bound in a transmitting mode. Never more than the burst of the bind's
   * throughput, a tenth of a second's worth. `onReady` tells when to ask again.
   */
  freeSlots(): number {
    return this.#obstacle() === undefined && this.#session?.congested === false ? this.#slots.free() : 0;
  }

  /**
   * Submits one segment. It is encoded for the socket when this returns and written by the end of the turn; `onResult` tells
   * the rest, never before this returns. Without a free slot it is not sent.
   */
  submit(token: Token, message: SubmitSmFields): void {
    const session = this.#session;
    const obstacle = this.#obstacle() ?? this.#slots.obstacle();
    if (session === undefined || obstacle !== undefined) {
      return this.#settleLater(token, { outcome: "unsent", reason: obstacle ?? "not bound" });
    }
    const onOutcome = (outcome: RequestOutcome): void => {
      this.#slots.release();
      this.#options.onResult(token, submitResult(outcome));
      this.#checkDrained();
    };
    const { serviceType, responseTimeoutMs } = this.#config;
    const error = session.request({ serviceType, ...message, command: "submit_sm" }, onOutcome, responseTimeoutMs);
    if (error !== undefined) {
      return this.#settleLater(token, {
        outcome: "rejected",
        commandStatus: error.commandStatus,
        reason: error.reason,
      });
    }
    this.#slots.take();
  }

  /**
   * Takes what can change under a bound session: window, throughput, response timeout, delays. False when the change needs
   * a new session, and nothing was taken: stop this client and start another.
   */
  reconfigure(config: BindConfig): boolean {
    if (sessionKeys.some((key) => config[key] !== this.#config[key])) {
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
  stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.#stopped ??= this.#end(drainMs);
    return this.#stopped;
  }

  #connect(): void {
    const { log, connect } = this.#options;
    const { id, host, port } = this.#config;
    this.#unanswered = { count: 0 };
    this.#setState("connecting", this.#lastReason);
    log.info("bind.connecting", { bindId: id, host, port });
    this.#attempt = startBindAttempt({
      config: this.#config,
      connect: connect ?? ((config, onConnected) => connectTcp(config.port, config.host, onConnected)),
      monotonicMs: this.#monotonicMs,
      onRequest: (session, pdu) => this.#onRequest(session, pdu),
      onDrain: () => this.#slots.announce(),
      onBound: (session) => this.#onBound(session),
      onFailed: (failure) => this.#onFailed(failure),
      onLost: (reason) => this.#onLost(reason),
    });
  }

  #onBound(session: Session): void {
    this.#session = session;
    this.#boundSinceMs = this.#monotonicMs();
    this.#lastReason = undefined;
    this.#options.log.info("bind.bound", { bindId: this.#config.id });
    this.#setState("bound");
    this.#slots.announce();
  }

  #onFailed({ reason, refused }: BindFailure): void {
    const delayMs = refused ? this.#config.reconnectMaxMs : this.#backoffDelayMs();
    this.#failures++;
    this.#retryAfter(delayMs, reason);
  }

  #onLost({ detail }: CloseReason): void {
    this.#session = undefined;
    if (this.#stopped !== undefined) {
      this.#onDrained?.();
      this.#onGone?.();
      return;
    }
    // A carrier that lets us bind and drops us at once is no better than one that does not let us bind.
    const lasted = this.#monotonicMs() - this.#boundSinceMs >= this.#config.reconnectMaxMs;
    this.#failures = lasted ? 0 : this.#failures + 1;
    this.#retryAfter(this.#backoffDelayMs(), detail);
  }

  #backoffDelayMs(): number {
    const { reconnectMinMs, reconnectMaxMs } = this.#config;
    return backoffDelayMs(this.#failures, reconnectMinMs, reconnectMaxMs, this.#options.random());
  }

  #retryAfter(delayMs: number, reason: string): void {
    this.#lastReason = reason;
    this.#options.log.warn("bind.down", { bindId: this.#config.id, reason, retryInMs: delayMs });
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    this.#setState("down", reason);
  }

  #onRequest(session: Session, pdu: ReceivedRequest): void {
    if (pdu.command !== "deliver_sm") {
      const answer = refusal(commandId[pdu.command], commandStatus.ESME_RINVBNDSTS);
      if (answer !== undefined) {
        session.respond(answer, pdu.sequence);
      }
      return;
    }
    const unanswered = this.#unanswered;
    let answered = false;
    unanswered.count++;
    this.#options.onDeliver(pdu, (status) => {
      if (answered) {
        return;
      }
      answered = true;
      unanswered.count--;
      session.respond({ command: "deliver_sm_resp", commandStatus: status, messageId: "" }, pdu.sequence);
      this.#checkDrained();
    });
  }

  #obstacle(): string | undefined {
    if (this.#session === undefined || this.#state !== "bound" || !this.#session.isOpen) {
      return "not bound";
    }
    return this.#config.mode === "receiver" ? "bound as receiver" : undefined;
  }

  #onSlots(): void {
    if (this.#options.onReady !== undefined && this.freeSlots() > 0) {
      this.#options.onReady();
    }
  }

  #settleLater(token: Token, result: SubmitResult): void {
    queueMicrotask(() => this.#options.onResult(token, result));
  }

  #checkDrained(): void {
    if (this.#slots.taken === 0 && this.#unanswered.count === 0) {
      this.#onDrained?.();
    }
  }

  #setState(state: BindClientState["state"], reason?: string): void {
    this.#state = state;
    const sinceMs = this.#options.now();
    this.#options.onState(reason === undefined ? { state, sinceMs } : { state, sinceMs, reason });
  }

  async #end(drainMs: number): Promise<void> {
    clearTimeout(this.#retryTimer);
    const session = this.#session;
    if (session === undefined) {
      this.#attempt?.abort();
    } else {
      const gone = new Promise<void>((resolve) => {
        this.#onGone = resolve;
      });
      this.#setState("unbinding");
      await this.#drained(drainMs);
      await unbound(session);
      session.close();
      await gone;
    }
    this.#slots.close();
    this.#options.log.info("bind.stopped", { bindId: this.#config.id });
    this.#setState("down", "stopped");
  }

  async #drained(drainMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, drainMs);
      this.#onDrained = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#checkDrained();
    });
  }
}

/** Unbinds; whatever the outcome, the session is of no more use. */
async function unbound(session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    session.request({ command: "unbind" }, () => resolve(), unbindTimeoutMs);
  });
}
