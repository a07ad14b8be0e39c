import { headerBytes } from "./constants.ts";

/** A stream that is not, or no longer, a sequence of PDUs; nothing after it can be read. */
export interface FramingError {
  kind: "too_short" | "too_long" | "wrong_protocol";
  reason: string;
}

export const defaultMaxPduBytes = 65_536;

/** Octets of command_length. */
const lengthBytes = 4;

/**
 * Cuts a byte stream into PDUs, in place: a PDU that lies whole in a chunk is handed over as offsets into that chunk, and
 * only one split between chunks is copied.
 */
export class Framer {
  readonly #maxPduBytes: number;
  #parts: Buffer[] = [];
  #partBytes = 0;
  /** Octets there must be before the split PDU can be looked at again. */
  #neededBytes = 0;

  constructor(maxPduBytes = defaultMaxPduBytes) {
    this.#maxPduBytes = maxPduBytes;
  }

  /**
   * Calls `onFrame(bytes, start, end)` for each whole PDU, until it returns false. Returns what is wrong with the stream,
   * if anything is. After either the framer is spent.
   */
  push(chunk: Buffer, onFrame: (bytes: Buffer, start: number, end: number) => boolean): FramingError | undefined {
    let bytes = chunk;
    if (this.#partBytes > 0) {
      this.#parts.push(chunk);
      this.#partBytes += chunk.length;
      if (this.#partBytes < this.#neededBytes) {
        return undefined;
      }
      bytes = Buffer.concat(this.#parts, this.#partBytes);
      this.#parts = [];
      this.#partBytes = 0;
    }
    let start = 0;
    let neededBytes = lengthBytes;
    while (bytes.length - start >= lengthBytes) {
      const length = bytes.readUInt32BE(start);
      if (length < headerBytes || length > this.#maxPduBytes) {
        return this.#error(bytes.subarray(start, start + lengthBytes), length);
      }
      if (start + length > bytes.length) {
        neededBytes = length;
        break;
      }
      if (!onFrame(bytes, start, start + length)) {
        return undefined;
      }
      start += length;
      neededBytes = lengthBytes;
    }
    if (start < bytes.length) {
      this.#parts = [bytes.subarray(start)];
      this.#partBytes = bytes.length - start;
      this.#neededBytes = neededBytes;
    }
    return undefined;
  }

  #error(opening: Buffer, length: number): FramingError {
    if (length < headerBytes) {
      return { kind: "too_short", reason: `command_length ${length} is shorter than a header` };
    }
    // Four printable octets ("HTTP", "GET ", "SSH-", "220 ") or a TLS record, read as a length, are hundreds of megabytes.
    if (opening.every((octet) => octet >= 0x20 && octet < 0x7f)) {
      return {
        kind: "wrong_protocol",
        reason: `the peer does not speak SMPP: it sends "${opening.toString("latin1")}…"`,
      };
    }
    if (opening[0] === 0x16 && opening[1] === 0x03) {
      return { kind: "wrong_protocol", reason: "the peer does not speak SMPP: it sends a TLS handshake" };
    }
    return { kind: "too_long", reason: `command_length ${length} is over the limit of ${this.#maxPduBytes}` };
  }
}
