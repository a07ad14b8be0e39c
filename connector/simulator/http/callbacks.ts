import type { Schedule } from "../schedule.ts";

const attemptLimit = 20;
const retryDelayMs = 1_000;
const timeoutMs = 10_000;
/** Calls that may wait; further ones are dropped, as an operator's own queue would overflow. */
const waitingLimit = 100_000;

/** Calls the gateway back, again and again until it answers with 2xx, as operators do. */
export class Callbacks {
  readonly #schedule: Schedule;
  readonly #closed = new AbortController();
  #waiting = 0;
  #delivered = 0;
  #attempts = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  get counts(): { waiting: number; delivered: number; attempts: number } {
    return { waiting: this.#waiting, delivered: this.#delivered, attempts: this.#attempts };
  }

  send(url: string, body: unknown): void {
    if (this.#waiting >= waitingLimit) {
      return;
    }
    this.#waiting++;
    void this.#try(url, JSON.stringify(body), attemptLimit);
  }

  close(): void {
    this.#closed.abort();
  }

  async #try(url: string, body: string, attemptsLeft: number): Promise<void> {
    this.#attempts++;
    this.#settle(await this.#isTaken(url, body), url, body, attemptsLeft);
  }

  async #isTaken(url: string, body: string): Promise<boolean> {
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body, signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  #settle(isTaken: boolean, url: string, body: string, attemptsLeft: number): void {
    if (isTaken || attemptsLeft <= 1 || this.#closed.signal.aborted) {
      this.#waiting--;
      this.#delivered += isTaken ? 1 : 0;
      return;
    }
    this.#schedule.after(retryDelayMs, () => void this.#try(url, body, attemptsLeft - 1));
  }
}
