import type { Socket } from "node:net";
import { commandStatus } from "./constants.ts";
import { decodePdu } from "./decode.ts";
import type { EncodeError } from "./encode.ts";
import { Framer } from "./framer.ts";
import { Outbox } from "./outbox.ts";
import type { DecodedPdu, MalformedPdu, ReceivedRequest, ReceivedResponse, RequestPdu, ResponsePdu } from "./pdu.ts";
import { refusal, responseCommand } from "./replies.ts";
import type { SessionTimers } from "./timers.ts";
import { linkConfirmed, received, startTimers, tick } from "./timers.ts";
import { Window } from "./window.ts";

/** How a request ended: each ends exactly once. `malformed` is a response that cannot be read. */
export type RequestOutcome =
  | { kind: "response"; pdu: ReceivedResponse }
  | { kind: "malformed"; reason: string }
  | { kind: "timeout" }
  | { kind: "closed"; reason: CloseReason };

export interface CloseReason {
  kind: "closed_here" | "closed_by_peer" | "unbound_by_peer" | "socket_error" | "protocol_error" | "peer_silent";
  /** For the operator, in a few words. */
  detail: string;
}

export interface SessionOptions {
  /** Connected, plain or TLS; the session owns it from here on. */
  socket: Socket;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  enquireLinkIntervalMs: number;
  /** For every request of this side, enquire_link included. */
  responseTimeoutMs: number;
  maxPduBytes?: number;
  /**
   * Stops reading while the peer does not take what is written to it. For the side whose output is answers: were both
   * sides to do it, each could wait for the other.
   */
  pauseReadingWhenCongested?: boolean;
  /** Requests of the peer but enquire_link and unbind, which the session answers itself. Must not throw. */
  onRequest: (pdu: Exclude<ReceivedRequest, { command: "enquire_link" | "unbind" }>) => void;
  /** Once, when the socket is gone and every request has ended. */
  onClose: (reason: CloseReason) => void;
  /** The peer takes bytes again after `congested` was true. */
  onDrain?: () => void;
}

interface Waiting {
  expected: ResponsePdu["command"];
  callback: (outcome: RequestOutcome) => void;
}

/** How long a socket may take to close after the last octet was handed to it. */
const lingerMs = 2_000;

/**
 * One SMPP session over one socket, as client or as server: framing, responses matched to requests, supervision by
 * enquire_link. A stream that loses its framing is answered with generic_nack and closed; a PDU whose frame is sound and
 * whose content is not is refused by itself.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #socket: Socket;
  readonly #framer: Framer;
  readonly #outbox: Outbox;
  readonly #window = new Window<Waiting>();
  readonly #ticker: NodeJS.Timeout;
  #timers: SessionTimers;
  #open = true;
  #reason: CloseReason | undefined = undefined;

  constructor(options: SessionOptions) {
    const { socket, monotonicMs, enquireLinkIntervalMs, responseTimeoutMs } = options;
    this.#options = options;
    this.#socket = socket;
    this.#framer = new Framer(options.maxPduBytes);
    this.#outbox = new Outbox(socket);
    this.#timers = startTimers({ enquireLinkIntervalMs, responseTimeoutMs }, monotonicMs());
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

  /**
   * Sends a request; it is encoded when this returns and on the wire by the end of the turn. `callback` fires once, never
   * before this returns; it does not fire when an error is returned, and nothing was sent then.
   */
  request(
    pdu: RequestPdu,
    callback: (outcome: RequestOutcome) => void,
    timeoutMs = this.#options.responseTimeoutMs,
  ): EncodeError | undefined {
    if (!this.#open) {
      const reason = this.#reason ?? { kind: "closed_here", detail: "closed" };
      queueMicrotask(() => callback({ kind: "closed", reason }));
      return undefined;
    }
    const error = this.#outbox.add(pdu, this.#window.nextSequence());
    if (error === undefined) {
      this.#window.add({ expected: responseCommand[pdu.command], callback }, this.#options.monotonicMs() + timeoutMs);
    }
    return error;
  }

  /** Answers a request of the peer; on a closed session it does nothing. */
  respond(pdu: ResponsePdu, sequence: number): EncodeError | undefined {
    return this.#open ? this.#outbox.add(pdu, sequence) : undefined;
  }

  /** Writes what is encoded now rather than at the end of the turn. */
  flush(): void {
    this.#outbox.flush();
  }

  /** Writes what is encoded, then ends the connection; requests still waiting end as closed. SMPP's unbind is the caller's. */
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
  destroy(reason: CloseReason = { kind: "closed_here", detail: "closed" }): void {
    this.#abandon(reason);
  }

  #onData(chunk: Buffer): void {
    if (!this.#open) {
      return;
    }
    this.#timers = received(this.#timers, this.#options.monotonicMs());
    if (this.#options.pauseReadingWhenCongested === true && this.congested) {
      this.#socket.pause();
    }
    const error = this.#framer.push(chunk, this.#onFrame);
    if (error !== undefined) {
      this.respond({ command: "generic_nack", commandStatus: commandStatus.ESME_RINVCMDLEN }, 0);
      this.close({ kind: "protocol_error", detail: error.reason });
    }
  }

  readonly #onFrame = (bytes: Buffer, start: number, end: number): boolean => {
    this.#dispatch(decodePdu(bytes, start, end));
    return this.#open;
  };

  #dispatch(pdu: DecodedPdu): void {
    switch (pdu.command) {
      case "enquire_link":
        this.respond({ command: "enquire_link_resp", commandStatus: 0 }, pdu.sequence);
        return;
      case "unbind":
        this.respond({ command: "unbind_resp", commandStatus: 0 }, pdu.sequence);
        return this.close({ kind: "unbound_by_peer", detail: "the peer unbound" });
      case "bind_receiver":
      case "bind_transmitter":
      case "bind_transceiver":
      case "submit_sm":
      case "deliver_sm":
      case "query_sm":
        return this.#options.onRequest(pdu);
      case "malformed":
        return this.#refuse(pdu);
      default:
        return this.#settle(pdu);
    }
  }

  #settle(pdu: ReceivedResponse): void {
    const waiting = this.#window.peek(pdu.sequence);
    if (waiting !== undefined && (waiting.expected === pdu.command || pdu.command === "generic_nack")) {
      this.#window.remove(pdu.sequence);
      waiting.callback({ kind: "response", pdu });
    }
  }

  #refuse(pdu: MalformedPdu): void {
    const answer = refusal(pdu.commandId, pdu.commandStatus);
    if (answer !== undefined) {
      this.respond(answer, pdu.sequence);
      return;
    }
    const waiting = this.#window.peek(pdu.sequence);
    if (waiting !== undefined) {
      this.#window.remove(pdu.sequence);
      waiting.callback({ kind: "malformed", reason: pdu.reason });
    }
  }

  #tick(): void {
    const nowMs = this.#options.monotonicMs();
    for (const waiting of this.#window.takeExpired(nowMs)) {
      waiting.callback({ kind: "timeout" });
    }
    const { timers, action } = tick(this.#timers, nowMs);
    this.#timers = timers;
    if (action === "enquire_link") {
      this.#enquire();
    } else if (action === "give_up") {
      this.#abandon({ kind: "peer_silent", detail: "the peer did not answer enquire_link" });
    }
  }

  #enquire(): void {
    // The timers decide how long this one may take, so that a late answer is never mistaken for a missing one.
    const settled = (outcome: RequestOutcome): void => {
      if (outcome.kind === "response") {
        this.#timers = linkConfirmed(this.#timers, this.#options.monotonicMs());
      }
    };
    this.request({ command: "enquire_link" }, settled, Number.POSITIVE_INFINITY);
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
    for (const waiting of this.#window.takeAll()) {
      waiting.callback({ kind: "closed", reason });
    }
  }
}

/** Node reports a name whose every address refused as an error without a message. */
export function describeSocketError(error: Error & { code?: string }): string {
  return (error.message || error.code || error.name).slice(0, 150);
}

/** A quarter of the shortest wait, so that none ends more than a quarter late. */
function tickIntervalMs({ enquireLinkIntervalMs, responseTimeoutMs }: SessionOptions): number {
  return Math.max(5, Math.min(1_000, enquireLinkIntervalMs / 4, responseTimeoutMs / 4));
}
