import type { BindClientState, BindFailure, BindLog, CloseReason } from "../bind.ts";
import type { AttemptCallbacks } from "./attempt.ts";
import { backoffDelayMs } from "./backoff.ts";

/** What a keeper needs of a session, whatever protocol it speaks. */
export interface KeptSession {
  /** Whether it still takes requests. */
  readonly isOpen: boolean;
  close: (reason?: CloseReason) => void;
}

/** What a keeper needs of a bind's configuration. */
export interface KeptConfig {
  id: string;
  host: string;
  port: number;
  reconnectMinMs: number;
  reconnectMaxMs: number;
}

export interface SessionKeeperOptions<Session> {
  /** As it is now. */
  config: () => KeptConfig;
  /** Epoch milliseconds, for `sinceMs`. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** A number in [0, 1), for the jitter of reconnects. */
  random: () => number;
  log: BindLog;
  onState: (state: BindClientState) => void;
  /** Begins one try at one session. What comes next is of another session. */
  attempt: (callbacks: AttemptCallbacks<Session>) => { abort: () => void };
  onBound: () => void;
  /** Whether nothing is under way on the session, in either direction. */
  isDrained: () => boolean;
  /** Says goodbye before the connection is closed, where the protocol has a word for it. */
  farewell?: (session: Session) => Promise<void>;
}

/** How long what is under way may take when a session is given up for a new one. */
const rebindDrainMs = 10_000;

/**
 * Keeps one session bound until it is stopped: connects, binds, reconnects with growing delays. What a carrier refuses to
 * bind is tried again after reconnectMaxMs, with the carrier's reason in the state.
 */
export class SessionKeeper<Session extends KeptSession> {
  readonly #options: SessionKeeperOptions<Session>;
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
  #onGone: (() => void) | undefined = undefined;
  readonly #drainWaiters = new Set<() => void>();

  constructor(options: SessionKeeperOptions<Session>) {
    this.#options = options;
  }

  /** The session that new work may use; undefined while there is none, and once either side wants its end. */
  get bound(): Session | undefined {
    return this.#state === "bound" && this.#session?.isOpen === true ? this.#session : undefined;
  }

  /** The session there is, one that drains included. */
  get latest(): Session | undefined {
    return this.#session;
  }

  /** Begins to connect. A stopped keeper stays stopped. */
  start(): void {
    if (!this.#started && this.#stopped === undefined) {
      this.#started = true;
      this.#connect();
    }
  }

  /** Ends this session for a new one: takes nothing more on it, lets what is under way finish, and reconnects. */
  rebind(session: Session, reason: string): void {
    if (this.bound === session) {
      this.#setState("unbinding", reason);
      void this.#leave(session, reason, rebindDrainMs);
    }
  }

  /** Ends the session for good, after what is under way or after `drainMs`. Resolves when the socket is gone. */
  stop(drainMs: number): Promise<void> {
    this.#stopped ??= this.#end(drainMs);
    return this.#stopped;
  }

  /** To be called when `isDrained` may have become true. */
  checkDrained(): void {
    if (this.#drainWaiters.size > 0 && this.#options.isDrained()) {
      this.#endDrain();
    }
  }

  #connect(): void {
    const { config, log, attempt } = this.#options;
    const { id, host, port } = config();
    this.#setState("connecting", this.#lastReason);
    log.info("bind.connecting", { bindId: id, host, port });
    this.#attempt = attempt({
      onBound: (session, details) => this.#onBound(session, details),
      onFailed: (failure) => this.#onFailed(failure),
      onLost: (reason) => this.#onLost(reason),
    });
  }

  #onBound(session: Session, details: Readonly<Record<string, number>> = {}): void {
    this.#session = session;
    this.#boundSinceMs = this.#options.monotonicMs();
    this.#lastReason = undefined;
    this.#options.log.info("bind.bound", { bindId: this.#options.config().id, ...details });
    this.#setState("bound");
    this.#options.onBound();
  }

  #onFailed({ reason, refused, retriesAtOnce = false }: BindFailure): void {
    if (retriesAtOnce) {
      return this.#retryAfter(0, reason);
    }
    const delayMs = refused ? this.#options.config().reconnectMaxMs : this.#backoffDelayMs();
    this.#failures++;
    this.#retryAfter(delayMs, reason);
  }

  #onLost({ detail }: CloseReason): void {
    this.#session = undefined;
    this.#endDrain();
    if (this.#stopped !== undefined) {
      this.#onGone?.();
      return;
    }
    // A carrier that lets us bind and drops us at once is no better than one that does not let us bind.
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
      await this.#leave(session, "closed", drainMs);
      await gone;
    }
    this.#options.log.info("bind.stopped", { bindId: this.#options.config().id });
    this.#setState("down", "stopped");
  }

  async #leave(session: Session, reason: string, drainMs: number): Promise<void> {
    await this.#drained(drainMs);
    await this.#options.farewell?.(session);
    session.close({ kind: "closed_here", detail: reason });
  }

  /** Resolves when nothing is under way on the session any more, or after `withinMs`. */
  async #drained(withinMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => done(), withinMs);
      const done = (): void => {
        clearTimeout(timer);
        this.#drainWaiters.delete(done);
        resolve();
      };
      this.#drainWaiters.add(done);
      this.checkDrained();
    });
  }

  #endDrain(): void {
    for (const done of this.#drainWaiters) {
      done();
    }
  }
}
