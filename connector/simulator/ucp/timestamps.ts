import { secondDigits } from "../../ucp/times.ts";

/** Recipients whose last second is remembered; the one that was longest without a message is forgotten first. */
const remembered = 100_000;

/** Seconds at which messages were taken: no two of one recipient share one, since recipient and second are the message's id. */
export class Timestamps {
  readonly #now: () => number;
  readonly #lastSeconds = new Map<string, number>();

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** SCTS of the next message to this recipient, `DDMMYYhhmmss` in UTC. */
  next(recipient: string): string {
    const last = this.#lastSeconds.get(recipient) ?? 0;
    const second = Math.max(Math.floor(this.#now() / 1_000), last + 1);
    this.#lastSeconds.delete(recipient);
    this.#lastSeconds.set(recipient, second);
    if (this.#lastSeconds.size > remembered) {
      for (const oldest of this.#lastSeconds.keys()) {
        this.#lastSeconds.delete(oldest);
        break;
      }
    }
    return secondDigits(second * 1_000, "UTC") ?? "";
  }
}
