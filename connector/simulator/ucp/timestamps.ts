import { secondDigits } from "../../ucp/times.ts";

/** Recipients whose last second is remembered at the most; the one that was longest without a message is forgotten first. */
export const rememberedRecipients = 100_000;

/** Seconds at which messages were taken: no two of one recipient share one, since recipient and second are the message's id. */
export class Timestamps {
  readonly #now: () => number;
  readonly #lastSeconds = new Map<string, number>();

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Recipients that are remembered. */
  get size(): number {
    return this.#lastSeconds.size;
  }

  /** SCTS of the next message to this recipient, `DDMMYYhhmmss` in UTC. */
  next(recipient: string): string {
    const nowSecond = Math.floor(this.#now() / 1_000);
    const second = Math.max(nowSecond, (this.#lastSeconds.get(recipient) ?? 0) + 1);
    this.#remember(recipient, second);
    this.#forgetBefore(nowSecond);
    return secondDigits(second * 1_000, "UTC") ?? "";
  }

  /** A message of an earlier run had this SCTS. */
  taken(recipient: string, timestamp: string): void {
    const [day, month, year, hour, minute, second] = (timestamp.match(/\d\d/g) ?? []).map(Number);
    if (day !== undefined && month !== undefined && year !== undefined) {
      const atMs = Date.UTC(2_000 + year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0);
      this.#remember(recipient, Math.max(atMs / 1_000, this.#lastSeconds.get(recipient) ?? 0));
    }
  }

  #remember(recipient: string, second: number): void {
    this.#lastSeconds.delete(recipient);
    this.#lastSeconds.set(recipient, second);
  }

  /** Seconds that are over are given out to nobody any more. */
  #forgetBefore(nowSecond: number): void {
    for (const [recipient, second] of this.#lastSeconds) {
      if (second >= nowSecond && this.#lastSeconds.size <= rememberedRecipients) {
        return;
      }
      this.#lastSeconds.delete(recipient);
    }
  }
}
