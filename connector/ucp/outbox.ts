import type { Socket } from "node:net";

/** What a session has to say, written once per turn of the event loop: the frames of a turn share one system call. */
export class Outbox {
  readonly #socket: Socket;
  readonly #onFlush = (): void => this.flush();
  #text = "";
  #scheduled = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Takes a frame, one character per octet; it leaves this process by the end of the turn. */
  add(frame: string): void {
    this.#text += frame;
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(this.#onFlush);
    }
  }

  /** Hands everything so far to the socket, without waiting for the end of the turn. */
  flush(): void {
    this.#scheduled = false;
    const text = this.#text;
    this.#text = "";
    if (text !== "" && this.#socket.writable) {
      this.#socket.write(text, "latin1");
    }
  }
}
