import type { Socket } from "node:net";
import type { EncodeError } from "./encode.ts";
import { encodedSizeBound, writePdu } from "./encode.ts";
import type { RequestPdu, ResponsePdu } from "./pdu.ts";

const slabBytes = 65_536;

/**
 * What a session has to say, encoded at once and written once per turn of the event loop: the PDUs of a turn share one
 * buffer and one system call.
 */
export class Outbox {
  readonly #socket: Socket;
  readonly #flush = (): void => this.flush();
  #slab = Buffer.alloc(0);
  #flushedTo = 0;
  #writtenTo = 0;
  #scheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Encodes a PDU behind those already there; it leaves this process by the end of the turn. */
  add(pdu: RequestPdu | ResponsePdu, sequence: number): EncodeError | undefined {
    const bound = encodedSizeBound(pdu);
    if (this.#slab.length - this.#writtenTo < bound) {
      this.flush();
      // A slab is never written to twice: the socket may still hold what was flushed from the last one.
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bound));
      this.#flushedTo = 0;
      this.#writtenTo = 0;
    }
    const end = writePdu(pdu, sequence, this.#slab, this.#writtenTo);
    if (typeof end !== "number") {
      return end;
    }
    this.#writtenTo = end;
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#flush);
    }
    return undefined;
  }

  /** Hands everything encoded so far to the socket, without waiting for the end of the turn. */
  flush(): void {
    this.#scheduled = false;
    if (this.#writtenTo > this.#flushedTo && this.#socket.writable) {
      this.#socket.write(this.#slab.subarray(this.#flushedTo, this.#writtenTo));
    }
    this.#flushedTo = this.#writtenTo;
  }
}
