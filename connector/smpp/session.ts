import type { CloseReason } from "../bind.ts";
import type { RequestLabel } from "../session/pdu-tap.ts";
import type { TransportOptions } from "../session/transport.ts";
import { Transport } from "../session/transport.ts";
import { commandStatus } from "./constants.ts";
import { decodePdu } from "./decode.ts";
import type { EncodeError } from "./encode.ts";
import { encodedSizeBound, writePdu } from "./encode.ts";
import { Framer } from "./framer.ts";
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
import type { RequestOutcome } from "./requests.ts";
import { Requests } from "./requests.ts";
import { tapPdu } from "./tap-pdu.ts";

export interface SessionOptions extends TransportOptions {
  enquireLinkIntervalMs: number;
  maxPduBytes?: number;
  /** Requests of the peer but enquire_link and unbind, which the session answers itself. Must not throw. */
  onRequest: (pdu: Exclude<ReceivedRequest, { command: "enquire_link" | "unbind" }>) => void;
  /** An alert_notification or an outbind: neither has a response, and the session goes on. Must not throw. */
  onNotice?: (pdu: ReceivedNotice) => void;
}

export interface RequestSettings {
  timeoutMs?: number;
  /** Called when the response comes after `callback` was told of a timeout and while the session is open: at most once. */
  onLate?: (pdu: ReceivedResponse) => void;
  /** Takes the number that the request goes out with. */
  label?: RequestLabel | undefined;
}

const firstResponseId = 0x80000000;

/** How long responses are waited for after the peer unbound. */
const farewellMs = 5_000;

/**
 * One SMPP session over one socket, as client or as server: framing, responses matched to requests, supervision by
 * enquire_link. A stream that loses its framing is answered with generic_nack and closed; a PDU whose frame is sound and
 * whose content is not is refused by itself. After an unbind of the peer nothing is sent but its answer, and the responses
 * that are still due are waited for.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #transport: Transport;
  readonly #framer: Framer;
  readonly #requests = new Requests();
  /** The peer unbound: nothing more is sent, and what it was asked before, it may still answer. */
  #farewell: CloseReason | undefined = undefined;
  #farewellTimer: NodeJS.Timeout | undefined = undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#framer = new Framer(options.maxPduBytes);
    this.#transport = new Transport(
      { ...options, onClose: (reason) => options.onClose(this.#farewell ?? reason) },
      {
        enquireIntervalMs: options.enquireLinkIntervalMs,
        enquiry: "enquire_link",
        enquire: () => this.#enquire(),
        read: (chunk) => this.#read(chunk),
        expire: (nowMs) => this.#expire(nowMs),
        closeAll: (reason) => this.#closeAll(this.#farewell ?? reason),
      },
    );
  }

  /** Whether requests and answers are sent. */
  get isOpen(): boolean {
    return this.#farewell === undefined && this.#transport.isOpen;
  }

  /** Whether the peer is behind in taking what was written. */
  get congested(): boolean {
    return this.#transport.congested;
  }

  /**
   * Sends a request; it is encoded when this returns and on the wire by the end of the turn. `callback` fires once, never
   * before this returns; it does not fire when an error is returned, and nothing was sent then.
   */
  request(
    pdu: RequestPdu,
    callback: (outcome: RequestOutcome) => void,
    { timeoutMs = this.#options.responseTimeoutMs, onLate, label }: RequestSettings = {},
  ): EncodeError | undefined {
    const reason = this.#farewell ?? this.#transport.reason;
    if (reason !== undefined) {
      queueMicrotask(() => callback({ kind: "closed", reason }));
      return undefined;
    }
    const sequence = this.#requests.nextSequence();
    const error = this.#write(pdu, sequence, label);
    if (error === undefined) {
      if (label !== undefined) label.sequence = sequence;
      const expected = responseCommand[pdu.command];
      this.#requests.add({ expected, callback, onLate, label }, this.#options.monotonicMs() + timeoutMs);
    }
    return error;
  }

  /** Answers a request of the peer; on a closed session it does nothing. */
  respond(pdu: ResponsePdu, sequence: number): EncodeError | undefined {
    return this.#farewell === undefined && this.#transport.mayAnswer() ? this.#write(pdu, sequence) : undefined;
  }

  /** Writes what is encoded now rather than at the end of the turn. */
  flush(): void {
    this.#transport.outbox.flush();
  }

  /** Writes what is encoded, then ends the connection; requests still waiting end as closed. SMPP's unbind is the caller's. */
  close(reason?: CloseReason): void {
    this.#transport.close(reason);
  }

  /** Drops the connection with whatever was not written yet. */
  destroy(reason?: CloseReason): void {
    this.#transport.destroy(reason);
  }

  #write(pdu: RequestPdu | ResponsePdu, sequence: number, label?: RequestLabel): EncodeError | undefined {
    const { outbox } = this.#transport;
    const start = outbox.reserve(encodedSizeBound(pdu));
    const end = writePdu(pdu, sequence, outbox.slab, start);
    if (typeof end !== "number") {
      return end;
    }
    outbox.commit(end);
    const { tap } = this.#options;
    if (tap !== undefined) tap(tapPdu("out", pdu, sequence, outbox.slab.subarray(start, end), label));
    return undefined;
  }

  #read(chunk: Buffer): string | undefined {
    const error = this.#framer.push(chunk, this.#onFrame);
    if (error !== undefined) {
      this.respond({ command: "generic_nack", commandStatus: commandStatus.ESME_RINVCMDLEN }, 0);
    }
    this.#endFarewell();
    return error?.reason;
  }

  readonly #onFrame = (bytes: Buffer, start: number, end: number): boolean => {
    this.#transport.heard();
    const pdu = decodePdu(bytes, start, end);
    const { tap } = this.#options;
    if (tap !== undefined)
      tap(tapPdu("in", pdu, pdu.sequence, bytes.subarray(start, end), this.#requests.labelFor(pdu)));
    this.#dispatch(pdu);
    return this.#transport.isOpen;
  };

  #dispatch(pdu: DecodedPdu): void {
    const isRequest = !("commandStatus" in pdu);
    if (isRequest && !this.isOpen) {
      return;
    }
    switch (pdu.command) {
      case "enquire_link":
        this.respond({ command: "enquire_link_resp", commandStatus: 0 }, pdu.sequence);
        return;
      case "unbind":
        this.respond({ command: "unbind_resp", commandStatus: 0 }, pdu.sequence);
        return this.#beginFarewell();
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

  #expire(nowMs: number): undefined {
    this.#requests.expire(nowMs);
    this.#endFarewell();
  }

  #enquire(): boolean {
    // The transport decides how long this one may take, so that a late answer is never mistaken for a missing one.
    const settled = (outcome: RequestOutcome): void => {
      if (outcome.kind === "response") {
        this.#transport.confirmed();
      }
    };
    const timing = { timeoutMs: Number.POSITIVE_INFINITY };
    return this.isOpen && this.request({ command: "enquire_link" }, settled, timing) === undefined;
  }

  #beginFarewell(): void {
    this.#farewell = { kind: "unbound_by_peer", detail: "the peer unbound" };
    this.#farewellTimer = setTimeout(() => this.close(), farewellMs);
  }

  #endFarewell(): void {
    if (this.#farewell !== undefined && this.#requests.size === 0) {
      this.close();
    }
  }

  #closeAll(reason: CloseReason): void {
    clearTimeout(this.#farewellTimer);
    this.#requests.closeAll(reason);
  }
}
