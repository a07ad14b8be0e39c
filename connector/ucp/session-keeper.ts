import { backoffDelayMs } from "../smpp/backoff.ts";
import type { BindClientState, BindFailure, BindLog, CloseReason } from "../bind.ts";

/** What a keeper needs of a session, whatever protocol it speaks. */
export interface KeptSession {
  close: () => void;
}

export interface KeptConfig {
  id: string;
  host: string;
  port: number;
  reconnectMinMs: number;
  reconnectMaxMs: number;
}

/** What an attempt at a session ends in: `onBound`, and `onLost` once after it, or `onFailed`. */
export interface AttemptCallbacks<Kept> {
  onBound: (session: Kept) => void;
  onFailed: (failure: BindFailure) => void;
  onLost: (reason: CloseReason) => void;
}

export interface SessionKeeperOptions<Kept> {
  /** As it is now. */
  config: () => KeptConfig;
  /** Epoch milliseconds, for `sinceMs`. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** A number in [0, 1), for the jitter of reconnects. */
  random: () => number;
  log: BindLog;
  onState: (status: BindClientState) => void;
  attempt: (callbacks: AttemptCallbacks<Kept>) => { abort: () => void };
  onBound: () => void;
  /** Whether nothing is in flight in either direction. */
  isDrained: () => boolean;
}

/** Keeps one session up until stopped: tries again with growing delays, and after the longest one where it is refused. */
export class SessionKeeper<Kept extends KeptSession> {
  readonly #options: SessionKeeperOptions<Kept>;
  #state: BindClientState["state"] = "down";
  #lastReason: string | undefined = undefined;
  #started = false;
  #stopped: Promise<void> | undefined = undefined;
  #attempt: { abort: () => void } | undefined = undefined;
  #session: Kept | undefined = undefined;
  /** Failures since a session last lasted. */
  #failures = 0;
  #boundSinceMs = 0;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  #onDrained: (() => void) | undefined = undefined;
  #onGone: (() => void) | undefined = undefined;

  constructor(options: SessionKeeperOptions<Kept>) {
    this.#options = options;
  }

  /** The session that new work may use; undefined while there is none, and from `stop` on. */
  get session(): Kept | undefined {
    return this.#state === "bound" ? this.#session : undefined;
  }

  /** The session there is, one that drains included. */
  get latest(): Kept | undefined {
    return this.#session;
  }

  start(): void {
    if (!this.#started && this.#stopped === undefined) {
      this.#started = true;
      this.#connect();
    }
  }

  /** Waits up to `drainMs` for `isDrained`, then closes. Resolves when the socket is gone. */
  stop(drainMs: number): Promise<void> {
    this.#stopped ??= this.#end(drainMs);
    return this.#stopped;
  }

  /** To be called when `isDrained` may have become true. */
  checkDrained(): void {
    if (this.#onDrained !== undefined && this.#options.isDrained()) {
      this.#onDrained();
    }
  }

  #connect(): void {
    const { id, host, port } = this.#options.config();
    this.#setState("connecting", this.#lastReason);
    this.#options.log.info("bind.connecting", { bindId: id, host, port });
    this.#attempt = this.#options.attempt({
      onBound: (session) => this.#onBound(session),
      onFailed: (failure) => this.#onFailed(failure),
      onLost: (reason) => this.#onLost(reason),
    });
  }

  #onBound(session: Kept): void {
    this.#session = session;
    this.#boundSinceMs = this.#options.monotonicMs();
    this.#lastReason = undefined;
    this.#options.log.info("bind.bound", { bindId: this.#options.config().id });
    this.#setState("bound");
    this.#options.onBound();
  }

  #onFailed({ reason, refused }: BindFailure): void {
    const delayMs = refused ? this.#options.config().reconnectMaxMs : this.#backoffDelayMs();
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
    // A carrier that lets us in and drops us at once is no better than one that does not let us in.
    const lasted = this.#options.monotonicMs() - this.#boundSinceMs >= this.#options.config().reconnectMaxMs;
    this.#failures = lasted ? 0 : this.#failures + 1;
    this.#retryAfter(this.#backoffDelayMs(), detail);
  }

  #backoffDelayMs(): number {
    const { reconnectMinMs, reconnectMaxMs } = this.#options.config();
    return backoffDelayMs(this.#failures, reconnectMinMs, reconnectMaxMs, this.#options.random());
  }

  #retryAfter(delayMs: number, reason: string): void {
    this.#lastReason = reason;
    this.#options.log.warn("bind.down", { bindId: this.#options.config().id, reason, retryInMs: delayMs });
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    this.#setState("down", reason);
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
      session.close();
      await gone;
    }
    this.#options.log.info("bind.stopped", { bindId: this.#options.config().id });
    this.#setState("down", "stopped");
  }

  async #drained(drainMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, drainMs);
      this.#onDrained = () => {
        clearTimeout(timer);
        resolve();
      };
      this.checkDrained();
    });
  }
}
