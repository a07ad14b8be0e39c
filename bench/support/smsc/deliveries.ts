import type { Socket } from "node:net";
import { monotonicMs } from "../clock.ts";

export interface Delivery {
  pdu: Buffer;
  dueAtMs: number;
  /** Told when it is written to the socket. */
  onSent: (atMs: number) => void;
}

const writableBytesLimit = 4 * 2 ** 20;
const repeatDelayMs = 100;

/** deliver_sm of one session: each leaves when it is due, all that are due in one write. */
export class Deliveries {
  readonly #socket: Socket;
  readonly #onAnswered: () => void;
  readonly #onRefused: (delivery: Delivery) => void;
  readonly #unanswered = new Map<number, Delivery>();
  /** In the order of their due times, which all wait equally long for. */
  #queue: Delivery[] = [];
  #first = 0;
  #nextSequence = 1;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, onAnswered: () => void, onRefused: (delivery: Delivery) => void) {
    this.#socket = socket;
    this.#onAnswered = onAnswered;
    this.#onRefused = onRefused;
    socket.on("drain", () => this.flush());
  }

  get unanswered(): number {
    return this.#unanswered.size + this.#queue.length - this.#first;
  }

  /** Leaves with the next flush, or by itself when it is due. */
  add(delivery: Delivery): void {
    this.#queue.push(delivery);
    this.#wake();
  }

  flush(): void {
    const nowMs = monotonicMs();
    const due: Buffer[] = [];
    let bytes = this.#socket.writableLength;
    for (let next = this.#queue[this.#first]; next !== undefined; next = this.#queue[this.#first]) {
      if (next.dueAtMs > nowMs || bytes > writableBytesLimit) break;
      this.#first += 1;
      next.pdu.writeUInt32BE(this.#nextSequence, 12);
      this.#unanswered.set(this.#nextSequence, next);
      this.#nextSequence = (this.#nextSequence % 0x7fffffff) + 1;
      next.onSent(nowMs);
      due.push(next.pdu);
      bytes += next.pdu.length;
    }
    if (due.length > 0) this.#socket.write(due.length === 1 ? (due[0] ?? Buffer.alloc(0)) : Buffer.concat(due));
    this.#forgetSent();
    this.#wake();
  }

  /** All that is not answered yet, for another session: this one has ended. */
  takeAll(): Delivery[] {
    clearTimeout(this.#timer);
    const left = [...this.#unanswered.values(), ...this.#queue.slice(this.#first)];
    this.#unanswered.clear();
    this.#queue = [];
    this.#first = 0;
    return left;
  }

  /** A deliver_sm_resp. */
  answered(sequence: number, status: number): void {
    const delivery = this.#unanswered.get(sequence);
    if (delivery === undefined) return;
    this.#unanswered.delete(sequence);
    if (status === 0) return this.#onAnswered();
    setTimeout(() => this.#onRefused(delivery), repeatDelayMs);
  }

  #wake(): void {
    const next = this.#queue[this.#first];
    if (next === undefined || this.#timer !== undefined || this.#socket.writableNeedDrain) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.flush();
      },
      Math.max(0, next.dueAtMs - monotonicMs()),
    );
  }

  #forgetSent(): void {
    if (this.#first < 10_000 && this.#first < this.#queue.length) return;
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }
}
