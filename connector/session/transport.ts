import type { Socket } from "node:net";
import type { CloseReason } from "../bind.ts";
import { Outbox } from "./outbox.ts";
import type { PduTap } from "./pdu-tap.ts";
import { describeSocketError } from "./socket-error.ts";
import type { SessionTimers } from "./timers.ts";
import { linkConfirmed, received, startTimers, tick } from "./timers.ts";

/** What a session is told about its connection, whatever protocol it speaks. */
export interface TransportOptions {
  /** Connected, plain or TLS; the session owns it from here on. */
  socket: Socket;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** For every request of this side, those that ask whether the peer is there included. */
  responseTimeoutMs: number;
  /**
   * Stops reading while the peer does not take what is written to it. For the side whose output is answers: were both
   * sides to do it, each could wait for the other.
   */
  pauseReadingWhenCongested?: boolean;
  /** Once, when the socket is gone and every request has ended. */
  onClose: (reason: CloseReason) => void;
  /** The peer takes bytes again after `congested` was true. */
  onDrain?: () => void;
  /** Told of each PDU that is sent or read. */
  tap?: PduTap | undefined;
}

/** What a protocol makes of its connection. */
export interface TransportProtocol {
  /** Silence after which the peer is asked whether it is there. */
  enquireIntervalMs: number;
  /** What that is asked with, for reasons. */
  enquiry: string;
  /** Asks; `confirmed` tells of the answer. False where it cannot be asked just now. */
  enquire: () => boolean;
  /** Reads what came, and tells of each frame by `heard`. Returns what is wrong with the stream, if anything is. */
  read: (chunk: Buffer) => string | undefined;
  /** Ends the requests whose time is up. Returns why the session is of no more use, if it is not. */
  expire: (nowMs: number) => string | undefined;
  /** Ends all requests: the session is over. */
  closeAll: (reason: CloseReason) => void;
}

/** Octets that may wait for the peer to read on: many times what a window of submits comes to. */
const maxUnreadBytes = 4 * 2 ** 20;

/** How long a socket may take to close after the last octet was handed to it. */
const lingerMs = 2_000;

const closedHere: CloseReason = { kind: "closed_here", detail: "closed" };

/** The connection under a session: what is read and written, whether the peer is there, and how it ends. */
export class Transport {
  /** What goes to the peer. */
  readonly outbox: Outbox;
  readonly #options: TransportOptions;
  readonly #protocol: TransportProtocol;
  readonly #ticker: NodeJS.Timeout;
  #timers: SessionTimers;
  /** Whether the last chunk ended a frame. */
  #heard = false;
  #reason: CloseReason | undefined = undefined;
  #lingerTimer: NodeJS.Timeout | undefined = undefined;

  constructor(options: TransportOptions, protocol: TransportProtocol) {
    const { socket, monotonicMs, responseTimeoutMs } = options;
    const { enquireIntervalMs } = protocol;
    this.#options = options;
    this.#protocol = protocol;
    this.outbox = new Outbox(socket);
    this.#timers = startTimers({ enquireLinkIntervalMs: enquireIntervalMs, responseTimeoutMs }, monotonicMs());
    this.#ticker = setInterval(() => this.#tick(), tickIntervalMs(enquireIntervalMs, responseTimeoutMs));
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("drain", () => this.#onDrain());
    socket.on("error", (error) => this.destroy({ kind: "socket_error", detail: describeSocketError(error) }));
    socket.on("close", () => this.#onSocketClose());
  }

  get isOpen(): boolean {
    return this.#reason === undefined;
  }

  /** Why it is no longer open; undefined while it is. */
  get reason(): CloseReason | undefined {
    return this.#reason;
  }

  /** Whether the peer is behind in taking what was written. */
  get congested(): boolean {
    return this.#options.socket.writableNeedDrain;
  }

  /** A whole frame came; octets that never make one are no sign of life. */
  heard(): void {
    this.#heard = true;
  }

  /** The peer answered that it is there. */
  confirmed(): void {
    this.#timers = linkConfirmed(this.#timers, this.#options.monotonicMs());
  }

  /** Whether an answer may be written. A peer that asks and asks and never reads would fill this process's memory. */
  mayAnswer(): boolean {
    if (this.isOpen && this.#options.socket.writableLength > maxUnreadBytes) {
      this.destroy({ kind: "peer_silent", detail: "the peer does not read what is sent to it" });
    }
    return this.isOpen;
  }

  /** Writes what is encoded, then ends the connection; requests still waiting end as closed. */
  close(reason: CloseReason = closedHere): void {
    if (!this.isOpen) {
      return;
    }
    const { socket } = this.#options;
    this.outbox.flush();
    this.#leave(reason);
    socket.end();
    socket.resume();
    this.#lingerTimer = setTimeout(() => socket.destroy(), lingerMs).unref();
  }

  /** Drops the connection with whatever was not written yet. */
  destroy(reason: CloseReason = closedHere): void {
    this.#leave(reason);
    this.#options.socket.destroy();
  }

  #onData(chunk: Buffer): void {
    if (!this.isOpen) {
      return;
    }
    const { socket, pauseReadingWhenCongested, monotonicMs } = this.#options;
    if (pauseReadingWhenCongested === true && this.congested) {
      socket.pause();
    }
    this.#heard = false;
    const problem = this.#protocol.read(chunk);
    if (this.#heard) {
      this.#timers = received(this.#timers, monotonicMs());
    }
    if (problem !== undefined) {
      this.close({ kind: "protocol_error", detail: problem });
    }
  }

  #tick(): void {
    const nowMs = this.#options.monotonicMs();
    const { expire, enquire, enquiry } = this.#protocol;
    const problem = expire(nowMs);
    if (problem !== undefined) {
      return this.destroy({ kind: "peer_silent", detail: problem });
    }
    const { timers, action } = tick(this.#timers, nowMs);
    if (action === "give_up") {
      return this.destroy({ kind: "peer_silent", detail: `the peer did not answer ${enquiry}` });
    }
    if (action === "none" || enquire()) {
      this.#timers = timers;
    }
  }

  #onDrain(): void {
    this.#options.socket.resume();
    this.#options.onDrain?.();
  }

  #onSocketClose(): void {
    clearTimeout(this.#lingerTimer);
    this.#leave({ kind: "closed_by_peer", detail: "the peer closed the connection" });
    this.#options.onClose(this.#reason ?? closedHere);
  }

  /** From here on nothing is sent or read. The first reason given stands. */
  #leave(reason: CloseReason): void {
    if (!this.isOpen) {
      return;
    }
    this.#reason = reason;
    clearInterval(this.#ticker);
    this.#protocol.closeAll(reason);
  }
}

/** A quarter of the shortest wait, so that none ends more than a quarter late. */
function tickIntervalMs(enquireIntervalMs: number, responseTimeoutMs: number): number {
  return Math.max(5, Math.min(1_000, enquireIntervalMs / 4, responseTimeoutMs / 4));
}
