import type { Socket } from "node:net";
import { commandStatus } from "./constants.ts";
import { decodePdu } from "./decode.ts";
import type { EncodeError } from "./encode.ts";
import { Framer } from "./framer.ts";
import { Outbox } from "./outbox.ts";
import type {
  DecodedPdu,
  MalformedPdu,
  ReceivedNotice,
  ReceivedRequest,
  ReceivedResponse,
  RequestPdu,
  ResponsePdu,
} from "./pdu.ts";
import { refusal, responseCommand } from "./replies.ts";
import type { CloseReason, RequestOutcome } from "./requests.ts";
import { Requests } from "./requests.ts";
import { describeSocketError } from "./socket-error.ts";
import type { SessionTimers } from "./timers.ts";
import { linkConfirmed, received, startTimers, tick } from "./timers.ts";

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
  /** An alert_notification or an outbind: neither has a response, and the session goes on. Must not throw. */
  onNotice?: (pdu: ReceivedNotice) => void;
  /** Once, when the socket is gone and every request has ended. */
  onClose: (reason: CloseReason) => void;
  /** The peer takes bytes again after `congested` was true. */
  onDrain?: () => void;
}

export interface RequestSettings {
  timeoutMs?: number;
  /** Called when the response comes after `callback` was told of a timeout and while the session is open: at most once. */
  onLate?: (pdu: ReceivedResponse) => void;
}

const firstResponseId = 0x80000000;

/** Octets that may wait for the peer to read on: many times what a window of submits comes to. */
const maxUnreadBytes = 4 * 2 ** 20;

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
  readonly #requests = new Requests();
  readonly #ticker: NodeJS.Timeout;
  #timers: SessionTimers;
  /** Whether the last chunk ended a PDU. */
  #heard = false;
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
    { timeoutMs = this.#options.responseTimeoutMs, onLate }: RequestSettings = {},
  ): EncodeError | undefined {
    if (!this.#open) {
      const reason = this.#reason ?? { kind: "closed_here", detail: "closed" };
      queueMicrotask(() => callback({ kind: "closed", reason }));
      return undefined;
    }
    const error = this.#outbox.add(pdu, this.#requests.nextSequence());
    if (error === undefined) {
      const expected = responseCommand[pdu.command];
      this.#requests.add({ expected, callback, onLate }, this.#options.monotonicMs() + timeoutMs);
    }
    return error;
  }

  /** Answers a request of the peer; on a closed session it does nothing. */
  respond(pdu: ResponsePdu, sequence: number): EncodeError | undefined {
    this.#giveUpUnlessRead();
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
    if (this.#options.pauseReadingWhenCongested === true && this.congested) {
      this.#socket.pause();
    }
    this.#heard = false;
    const error = this.#framer.push(chunk, this.#onFrame);
    // Octets that never make a PDU are no sign of life.
    if (this.#heard) {
      this.#timers = received(this.#timers, this.#options.monotonicMs());
    }
    if (error !== undefined) {
      this.respond({ command: "generic_nack", commandStatus: commandStatus.ESME_RINVCMDLEN }, 0);
      this.close({ kind: "protocol_error", detail: error.reason });
    }
  }

  readonly #onFrame = (bytes: Buffer, start: number, end: number): boolean => {
    this.#heard = true;
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
      case "data_sm":
      case "query_sm":
        return this.#options.onRequest(pdu);
      case "outbind":
        // It is for connections the SMSC opened, and this one it did not: it is told so, and nothing else changes.
        this.respond({ command: "generic_nack", commandStatus: commandStatus.ESME_RINVBNDSTS }, pdu.sequence);
        return this.#options.onNotice?.(pdu);
      case "alert_notification":
        return this.#options.onNotice?.(pdu);
      case "malformed":
        return this.#refuse(pdu);
      default:
        return this.#requests.settle(pdu);
    }
  }

  #refuse(pdu: MalformedPdu): void {
    if (pdu.commandId >= firstResponseId) {
      return this.#requests.settleMalformed(pdu.sequence, pdu.reason);
    }
    const answer = refusal(pdu.commandId, pdu.commandStatus);
    if (answer !== undefined) {
      this.respond(answer, pdu.sequence);
    }
  }

  #tick(): void {
    const nowMs = this.#options.monotonicMs();
    this.#requests.expire(nowMs);
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
    this.request({ command: "enquire_link" }, settled, { timeoutMs: Number.POSITIVE_INFINITY });
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
    this.#requests.closeAll(reason);
  }
}

/** A quarter of the shortest wait, so that none ends more than a quarter late. */
function tickIntervalMs({ enquireLinkIntervalMs, responseTimeoutMs }: SessionOptions): number {
  return Math.max(5, Math.min(1_000, enquireLinkIntervalMs / 4, responseTimeoutMs / 4));
}
