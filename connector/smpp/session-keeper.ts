import type { BindConfig } from "../../src/link/bind-config.ts";
import type { BindStatus } from "../../src/link/frames.ts";
import { backoffDelayMs } from "./backoff.ts";
import type { BindFailure } from "./bind-attempt.ts";
import { startBindAttempt } from "./bind-attempt.ts";
import type { InterfaceVersion } from "./interface-version.ts";
import { fallbackVersion } from "./interface-version.ts";
import type { OpenSocket } from "./open-socket.ts";
import type { ReceivedNotice, ReceivedRequest } from "./pdu.ts";
import type { CloseReason } from "./requests.ts";
import type { Session } from "./session.ts";

/** Where a bind tells what happens to it; `code` is stable, fields never hold a password or a body. */
export interface BindLog {
  info: (code: string, fields: Record<string, string | number>) => void;
  warn: (code: string, fields: Record<string, string | number>) => void;
}

export type BindClientState = Omit<BindStatus, "bindId">;

export interface SessionKeeperOptions {
  config: () => BindConfig;
  /** Epoch milliseconds, for `sinceMs`. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** A number in [0, 1). */
  random: () => number;
  log: BindLog;
  openSocket: OpenSocket;
  onState: (state: BindClientState) => void;
  /** A connection begins; what comes next is of another session. */
  onConnecting: () => void;
  onBound: () => void;
  onLost: () => void;
  onRequest: (session: Session, pdu: ReceivedRequest) => void;
  onNotice: (pdu: ReceivedNotice) => void;
  onDrain: () => void;
  /** Resolves when nothing is under way on the session any more, or after `withinMs`. */
  drained: (withinMs: number) => Promise<void>;
}

/** How long the answer to an unbind is waited for. */
const unbindTimeoutMs = 5_000;

/** How long what is under way may take when a session is given up for a new one. */
const rebindDrainMs = 10_000;

/**
 * Keeps one session bound until it is stopped: connects, binds, reconnects. What a carrier refuses to bind is tried again
 * after reconnectMaxMs, with the carrier's reason in the state.
 */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  #state: BindClientState["state"] = "down";
  #lastReason: string | undefined = undefined;
  #version: InterfaceVersion;
  #spokenVersion: InterfaceVersion | undefined = undefined;
  #stopped: Promise<void> | undefined = undefined;
  #attempt: { abort: () => void } | undefined = undefined;
  #session: Session | undefined = undefined;
  /** Failures since a session last lasted. */
  #failures = 0;
  #boundSinceMs = 0;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  #onGone: (() => void) | undefined = undefined;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.#version = options.config().interfaceVersion;
  }

  /** The session, while it is bound and neither side wants its end. */
  get bound(): Session | undefined {
    return this.#state === "bound" && this.#session?.isOpen === true ? this.#session : undefined;
  }

  /** What the session speaks; undefined while there is none. */
  get version(): InterfaceVersion | undefined {
    return this.#session === undefined ? undefined : this.#spokenVersion;
  }

  /** Begins to connect. To be called once. */
  start(): void {
    if (this.#stopped === undefined) {
      this.#connect();
    }
  }

  /** Ends this session for a new one: takes nothing more on it, lets what is under way finish, unbinds and reconnects. */
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

  #connect(): void {
    const { config: configOf, log, monotonicMs, openSocket } = this.#options;
    const config = configOf();
    this.#options.onConnecting();
    this.#setState("connecting", this.#lastReason);
    log.info("bind.connecting", { bindId: config.id, host: config.host, port: config.port });
    this.#attempt = startBindAttempt({
      config,
      interfaceVersion: this.#version,
      connect: openSocket,
      monotonicMs,
      onRequest: this.#options.onRequest,
      onNotice: this.#options.onNotice,
      onDrain: this.#options.onDrain,
      onBound: (session, version) => this.#onBound(session, version),
      onFailed: (failure) => this.#onFailed(failure),
      onLost: (reason) => this.#onLost(reason),
    });
  }

  #onBound(session: Session, version: InterfaceVersion): void {
    this.#session = session;
    this.#spokenVersion = version;
    this.#boundSinceMs = this.#options.monotonicMs();
    this.#lastReason = undefined;
    this.#options.log.info("bind.bound", { bindId: this.#options.config().id, interfaceVersion: version });
    this.#setState("bound");
    this.#options.onBound();
  }

  #onFailed({ reason, refused, commandStatus }: BindFailure): void {
    const fallback = commandStatus === undefined ? undefined : fallbackVersion(this.#version, commandStatus);
    if (fallback !== undefined) {
      this.#version = fallback;
      return this.#retryAfter(0, `${reason}; next with interface_version 3.4`);
    }
    if (commandStatus !== undefined) {
      // Refused whatever the version: that was not it, and a carrier that comes to know 5.0 gets it.
      this.#version = this.#options.config().interfaceVersion;
    }
    const delayMs = refused ? this.#options.config().reconnectMaxMs : this.#backoffDelayMs();
    this.#failures++;
    this.#retryAfter(delayMs, reason);
  }

  #onLost({ detail }: CloseReason): void {
    this.#session = undefined;
    this.#options.onLost();
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
    await this.#options.drained(drainMs);
    await unbound(session);
    session.close({ kind: "closed_here", detail: reason });
  }
}

/** Unbinds; whatever the outcome, the session is of no more use. */
async function unbound(session: Session): Promise<void> {
  await new Promise<void>((resolve) => {
    session.request({ command: "unbind" }, () => resolve(), { timeoutMs: unbindTimeoutMs });
  });
}
