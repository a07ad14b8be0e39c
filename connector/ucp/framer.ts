import { etx, stx } from "./frame.ts";

/** A stream that is no sequence of frames; nothing after it is read. */
export interface FramingError {
  reason: string;
}

/** A submit of the longest message the fields allow has well under half of this. */
const defaultMaxFrameBytes = 8_192;

/** Octets outside of frames, since the last frame, after which the peer is taken to speak something else. */
const defaultMaxNoiseBytes = 65_536;

/**
 * Cuts a byte stream into the texts between STX and ETX. What is outside of frames is skipped, and so is a frame that is too
 * long or in which another one begins: reading goes on at the next STX.
 */
export class Framer {
  readonly #maxFrameBytes: number;
  readonly #maxNoiseBytes: number;
  /** A frame whose ETX has not come, from its STX on. */
  #rest: Buffer = Buffer.alloc(0);
  #noiseBytes = 0;
  #noiseOpening = "";

  constructor(maxFrameBytes = defaultMaxFrameBytes, maxNoiseBytes = defaultMaxNoiseBytes) {
    this.#maxFrameBytes = maxFrameBytes;
    this.#maxNoiseBytes = maxNoiseBytes;
  }

  /** Octets skipped since the last frame. */
  get noiseBytes(): number {
    return this.#noiseBytes;
  }

  /**
   * Calls `onFrame` with the text of each frame, one character per octet, until it returns false. Returns what is wrong with
   * the stream, if anything is. After either the framer is spent.
   */
  push(chunk: Buffer, onFrame: (text: string) => boolean): FramingError | undefined {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = bytes.subarray(bytes.length);
    let position = 0;
    while (position < bytes.length) {
      const end = bytes.indexOf(etx, position);
      // The last STX before the ETX: earlier ones opened frames that were cut off.
      const start = bytes.lastIndexOf(stx, end === -1 ? bytes.length : end);
      const opens = start >= position;
      this.#skip(bytes, position, opens ? start : end === -1 ? bytes.length : end + 1);
      if (end === -1) {
        return this.#keep(bytes, opens ? start : bytes.length);
      }
      if (opens && end + 1 - start <= this.#maxFrameBytes) {
        this.#noiseBytes = 0;
        this.#noiseOpening = "";
        if (!onFrame(bytes.toString("latin1", start + 1, end))) {
          return undefined;
        }
      } else if (opens) {
        this.#skip(bytes, start, end + 1);
      }
      position = end + 1;
    }
    return this.#error();
  }

  #keep(bytes: Buffer, start: number): FramingError | undefined {
    if (bytes.length - start > this.#maxFrameBytes) {
      this.#skip(bytes, start, bytes.length);
    } else {
      this.#rest = bytes.subarray(start);
    }
    return this.#error();
  }

  #skip(bytes: Buffer, start: number, end: number): void {
    if (this.#noiseOpening === "" && end > start) {
      this.#noiseOpening = bytes.toString("latin1", start, Math.min(end, start + 8));
    }
    this.#noiseBytes += end - start;
  }

  #error(): FramingError | undefined {
    if (this.#noiseBytes <= this.#maxNoiseBytes) {
      return undefined;
    }
    const printable = this.#noiseOpening.replaceAll(/[^\u0020-\u007e]/g, ".");
    return { reason: `the peer does not speak UCP: it sends "${printable}…"` };
  }
}
