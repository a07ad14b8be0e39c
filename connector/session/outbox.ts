import type { Socket } from "node:net";

const slabBytes = 65_536;

/**
 * What a session has to say, encoded at once and written once per turn of the event loop: the frames of a turn share one
 * buffer and one system call. A frame is written to `slab` from `reserve` on, and leaves with `commit`.
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

  get slab(): Buffer {
    return this.#slab;
  }

  /** Where in `slab` the next frame begins; there is room for `maxBytes` behind. */
  reserve(maxBytes: number): number {
    if (this.#slab.length - this.#writtenTo < maxBytes) {
      this.flush();
      // A slab is never written to twice: the socket may still hold what was flushed from the last one.
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, maxBytes));
      this.#flushedTo = 0;
      this.#writtenTo = 0;
    }
    return this.#writtenTo;
  }

  /** The frame ends before `end`; it leaves this process by the end of the turn. */
  commit(end: number): void {
    this.#writtenTo = end;
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#flush);
    }
  }

  /** Hands everything committed so far to the socket, without waiting for the end of the turn. */
  flush(): void {
    this.#scheduled = false;
    if (this.#writtenTo > this.#flushedTo && this.#socket.writable) {
      this.#socket.write(this.#slab.subarray(this.#flushedTo, this.#writtenTo));
    }
    this.#flushedTo = this.#writtenTo;
  }
}
