import type { Socket } from "node:net";
import type { CloseReason } from "../bind.ts";
import { describeSocketError } from "../smpp/socket-error.ts";
import type { SessionTimers } from "../smpp/timers.ts";
import { linkConfirmed, received, startTimers, tick } from "../smpp/timers.ts";
import type { Frame, FrameHeader } from "./frame.ts";
import { parseFrame, twoDigits, writeFrame } from "./frame.ts";
import { operation } from "./fields.ts";
import { Framer } from "./framer.ts";
import { Outbox } from "./outbox.ts";
import type { Result } from "./results.ts";
import { alertAnswer, isAlert, readResult, writeResult } from "./results.ts";
import { TransactionWindow, transactionNumbers } from "./window.ts";

/** How an operation ended: each ends exactly once. `malformed` is a result that cannot be read. */
export type RequestOutcome =
  | { kind: "result"; result: Result }
  | { kind: "malformed"; reason: string }
  | { kind: "timeout" }
  | { kind: "closed"; reason: CloseReason };

export interface SessionOptions {
  /** Connected, plain or TLS; the session owns it from here on. */
  socket: Socket;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** The fields of the alert that asks an idle peer whether it is there; without them nothing is asked. */
  alertFields?: readonly string[];
  keepaliveIntervalMs: number;
  /** For every operation of this side, alerts included. */
  responseTimeoutMs: number;
  maxFrameBytes?: number;
  /** Stops reading while the peer does not take what is written to it. For the side whose output is answers. */
  pauseReadingWhenCongested?: boolean;
  /** Operations of the peer but alerts, which the session answers itself. Must not throw. */
  onOperation: (frame: Frame) => void;
  /** Once, when the socket is gone and every operation has ended. */
  onClose: (reason: CloseReason) => void;
  /** The peer takes bytes again after `congested` was true. */
  onDrain?: () => void;
}

interface Waiting {
  callback: (outcome: RequestOutcome) => void;
  onLate: ((result: Result) => void) | undefined;
}

export interface RequestSettings {
  /** responseTimeoutMs of the session when absent. */
  timeoutMs?: number;
  /** The result came after its timeout, on this session. At most once. */
  onLate?: (result: Result) => void;
}

/** Octets that may wait for the peer to read on: many times what a window of submits comes to. */
const maxUnreadBytes = 4 * 2 ** 20;

/** How long a socket may take to close after the last octet was handed to it. */
const lingerMs = 2_000;

/** Operations without a result after which a session is given up: their numbers are taken for as long as it lasts. */
const abandonedLimit = transactionNumbers / 2;

/**
 * One EMI/UCP session over one socket, as client or as server (EMI/UCP Interface Specification 4.0 §2): framing, results
 * matched to operations by number and type, supervision by alerts. A frame that is damaged or cannot be read is answered with
 * error 01 or 02, and reading goes on behind it.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #framer: Framer;
  readonly #outbox: Outbox;
  readonly #window = new TransactionWindow<Waiting>();
  readonly #ticker: NodeJS.Timeout;
  #timers: SessionTimers;
  /** Whether the last chunk ended a frame. */
  #heard = false;
  #open = true;
  #reason: CloseReason | undefined = undefined;

  constructor(options: SessionOptions) {
    const { socket, monotonicMs, keepaliveIntervalMs, responseTimeoutMs } = options;
    this.#options = options;
    this.#socket = socket;
    this.#framer = new Framer(options.maxFrameBytes);
    this.#outbox = new Outbox(socket);
    this.#timers = startTimers({ enquireLinkIntervalMs: keepaliveIntervalMs, responseTimeoutMs }, monotonicMs());
    this.#ticker = setInterval(() => this.#tick(), tickIntervalMs(options));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("drain", () => this.#onDrain());
    socket.on("error", (error) => this.#abandon({ kind: "socket_error", detail: describeSocketError(error) }));
    socket.on("close", () => this.#onSocketClose());
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether the peer is behind in taking what was written. */
  get congested(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Operations that can still be sent before a transaction number is free again. */
  get freeNumbers(): number {
    return this.#window.free;
  }

  /**
   * Sends an operation; it is encoded when this returns and on the wire by the end of the turn. `callback` fires once, never
   * before this returns; it does not fire when a reason is returned, and nothing was sent then.
   */
  request(
    operationType: number,
    fields: readonly string[],
    callback: (outcome: RequestOutcome) => void,
    { timeoutMs = this.#options.responseTimeoutMs, onLate }: RequestSettings = {},
  ): string | undefined {
    if (!this.#open) {
      const reason = this.#reason ?? { kind: "closed_here", detail: "closed" };
      queueMicrotask(() => callback({ kind: "closed", reason }));
      return undefined;
    }
    const transaction = this.#window.nextNumber();
    if (transaction === undefined) {
      return "no transaction number is free";
    }
    const frame = writeFrame({ transaction, kind: "operation", operation: operationType, fields });
    if (frame === undefined) {
      return "a field holds what UCP cannot say";
    }
    this.#window.add({ callback, onLate }, operationType, this.#options.monotonicMs() + timeoutMs);
    this.#outbox.add(frame);
    return undefined;
  }

  /** Answers an operation of the peer; on a closed session it does nothing. */
  respond({ transaction, operation: operationType }: FrameHeader, result: Result): void {
    this.#giveUpUnlessRead();
    const fields = writeResult(operationType, result);
    const frame = writeFrame({ transaction, kind: "result", operation: operationType, fields });
    if (this.#open && frame !== undefined) {
      this.#outbox.add(frame);
    }
  }

  /** Writes what is encoded now rather than at the end of the turn. */
  flush(): void {
    this.#outbox.flush();
  }

  /** Writes what is encoded, then ends the connection; operations still waiting end as closed. */
  close(reason: CloseReason = { kind: "closed_here", detail: "closed" }): void {
    if (!this.#open) {
      return;
    }
    this.#outbox.flush();
    this.#leave(reason);
    this.#socket.end();
    this.#socket.resume();
    setTimeout(() => this.#socket.destroy(), lingerMs).unref();
  }

  /** Drops the connection with whatever was not written yet. */
  destroy(): void {
    this.#abandon({ kind: "closed_here", detail: "closed" });
  }

  #onData(chunk: Buffer): void {
    if (!this.#open) {
      return;
    }
    if (this.#options.pauseReadingWhenCongested === true && this.congested) {
      this.#socket.pause();
    }
    this.#heard = false;
    const error = this.#framer.push(chunk, this.#onFrame);
    // Octets that never make a frame are no sign of life.
    if (this.#heard) {
      this.#timers = received(this.#timers, this.#options.monotonicMs());
    }
    if (error !== undefined) {
      this.close({ kind: "protocol_error", detail: error.reason });
    }
  }

  readonly #onFrame = (text: string): boolean => {
    this.#heard = true;
    const parsed = parseFrame(text);
    if (parsed.ok) {
      this.#dispatch(parsed.frame);
    } else if (parsed.header?.kind === "operation") {
      this.respond(parsed.header, { ok: false, errorCode: parsed.errorCode, systemMessage: parsed.reason });
    }
    // A damaged result is passed over: even its number may be wrong. What waits for it runs into its timeout.
    return this.#open;
  };

  #dispatch(frame: Frame): void {
    if (frame.kind === "result") {
      return this.#settle(frame);
    }
    if (isAlert(frame.operation)) {
      return this.respond(frame, alertAnswer);
    }
    this.#options.onOperation(frame);
  }

  #settle({ transaction, operation: operationType, fields }: Frame): void {
    const settled = this.#window.settle(transaction, operationType);
    const result = readResult(operationType, fields);
    if (settled === undefined) {
      return;
    }
    const { entry, isLate } = settled;
    if (result === undefined) {
      const reason = `operation ${twoDigits(operationType)} got neither A nor N`;
      return isLate ? undefined : entry.callback({ kind: "malformed", reason });
    }
    return isLate ? entry.onLate?.(result) : entry.callback({ kind: "result", result });
  }

  #tick(): void {
    const nowMs = this.#options.monotonicMs();
    for (const { callback } of this.#window.takeExpired(nowMs)) {
      callback({ kind: "timeout" });
    }
    if (this.#window.abandoned >= abandonedLimit) {
      return this.#abandon({ kind: "peer_silent", detail: `${this.#window.abandoned} operations were never answered` });
    }
    const { timers, action } = tick(this.#timers, nowMs);
    if (action === "give_up") {
      return this.#abandon({ kind: "peer_silent", detail: "the peer did not answer an alert" });
    }
    // With every number taken, the results due for those tell whether the peer is there.
    if (action === "none" || this.#alert()) {
      this.#timers = timers;
    }
  }

  /** Whether an alert went out. */
  #alert(): boolean {
    const { alertFields } = this.#options;
    // The timers decide how long this one may take, so that a late answer is never mistaken for a missing one.
    const settled = (outcome: RequestOutcome): void => {
      if (outcome.kind !== "closed") {
        this.#timers = linkConfirmed(this.#timers, this.#options.monotonicMs());
      }
    };
    return (
      alertFields !== undefined &&
      this.request(operation.alert, alertFields, settled, { timeoutMs: Number.POSITIVE_INFINITY }) === undefined
    );
  }

  /** A peer that asks and asks and never reads would fill this process's memory with answers. */
  #giveUpUnlessRead(): void {
    if (this.#open && this.#socket.writableLength > maxUnreadBytes) {
      this.#abandon({ kind: "peer_silent", detail: "the peer does not read what is sent to it" });
    }
  }

  #onDrain(): void {
    this.#socket.resume();
    this.#options.onDrain?.();
  }

  #onSocketClose(): void {
    this.#leave({ kind: "closed_by_peer", detail: "the peer closed the connection" });
    this.#options.onClose(this.#reason ?? { kind: "closed_here", detail: "closed" });
  }

  #abandon(reason: CloseReason): void {
    this.#leave(reason);
    this.#socket.destroy();
  }

  /** From here on nothing is sent or read. The first reason given stands. */
  #leave(reason: CloseReason): void {
    if (!this.#open) {
      return;
    }
    this.#open = false;
    this.#reason = reason;
    clearInterval(this.#ticker);
    for (const { callback } of this.#window.takeAll()) {
      callback({ kind: "closed", reason });
    }
  }
}

/** A quarter of the shortest wait, so that none ends more than a quarter late. */
function tickIntervalMs({ keepaliveIntervalMs, responseTimeoutMs }: SessionOptions): number {
  return Math.max(5, Math.min(1_000, keepaliveIntervalMs / 4, responseTimeoutMs / 4));
}
