import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ledger } from "./ledger.ts";
import { type SoakText, soakText } from "./texts.ts";

const sentSchema = z.object({ id: z.string() });
const batchSchema = z.object({ results: z.array(sentSchema) });

export interface TrafficPlan {
  /** Texts a second, but for bursts. */
  rate: number;
  /** A burst of so many texts, every so often. */
  burst: { texts: number; everyMs: number };
}

const tickMs = 250;
/** Requests that may be under way; while the edge is down the customer does not pile up more. */
const mostOpen = 64;
const batchSize = 100;
/** Every so many requests, one is made again after its 202. */
const repeatEvery = 20;
const retryDelayMs = 250;
const requestTimeoutMs = 10_000;
const giveUpMs = 120_000;

/** A customer's program: sends steadily, and repeats what was not answered under the same Idempotency-Key. */
export class Customer {
  readonly #url: string;
  readonly #key: string;
  readonly #ledger: Ledger;
  readonly #open = new Set<Promise<void>>();
  #next = 0;
  #requests = 0;
  #retries = 0;

  constructor(url: string, key: string, ledger: Ledger) {
    this.#url = url;
    this.#key = key;
    this.#ledger = ledger;
  }

  get figures(): { requests: number; retries: number } {
    return { requests: this.#requests, retries: this.#retries };
  }

  /** Sends until `durationMs` are over; resolves when every request has its answer. */
  async send({ rate, burst }: TrafficPlan, durationMs: number): Promise<void> {
    const startedAtMs = Date.now();
    let burstsSent = 0;
    for (let elapsedMs = 0; elapsedMs < durationMs; elapsedMs = Date.now() - startedAtMs) {
      const burstsDue = Math.floor(elapsedMs / burst.everyMs);
      if (this.#open.size < mostOpen) {
        this.#sendSome(Math.max(1, Math.round((rate * tickMs) / 1_000)));
        if (burstsDue > burstsSent) this.#sendSome(burst.texts);
      }
      burstsSent = burstsDue;
      await sleep(tickMs);
    }
    await Promise.all(this.#open);
  }

  /** Half of the texts in batches, the others one by one. */
  #sendSome(count: number): void {
    const texts = Array.from({ length: count }, () => soakText(this.#next++));
    const singles = texts.splice(0, Math.min(batchSize, Math.ceil(count / 2)));
    for (const text of singles) this.#track(this.#sendSingle(text));
    for (let from = 0; from < texts.length; from += batchSize) {
      this.#track(this.#sendBatch(texts.slice(from, from + batchSize)));
    }
  }

  #track(request: Promise<void>): void {
    const tracked: Promise<void> = request
      .catch((error: unknown) => void this.#ledger.problems.push(String(error)))
      .finally(() => this.#open.delete(tracked));
    this.#open.add(tracked);
  }

  async #sendSingle(text: SoakText): Promise<void> {
    await this.#post("/v1/messages", bodyOf(text), (answer) =>
      this.#ledger.accepted(text, sentSchema.parse(answer).id),
    );
  }

  async #sendBatch(texts: readonly SoakText[]): Promise<void> {
    await this.#post("/v1/batches", { messages: texts.map(bodyOf) }, (answer) => {
      const { results } = batchSchema.parse(answer);
      for (const [index, text] of texts.entries()) this.#ledger.accepted(text, results[index]?.id ?? "");
    });
  }

  async #post(path: string, body: unknown, onAnswer: (answer: unknown) => void): Promise<void> {
    const key = randomUUID();
    const times = this.#requests++ % repeatEvery === 0 ? 2 : 1;
    for (let time = 0; time < times; time++) onAnswer(await this.#untilAccepted(path, body, key));
  }

  async #untilAccepted(path: string, body: unknown, idempotencyKey: string): Promise<unknown> {
    const deadline = Date.now() + giveUpMs;
    for (;;) {
      const response = await this.#attempt(path, body, idempotencyKey);
      if (response?.status === 202) return JSON.parse(response.body) as unknown;
      if (response !== undefined && response.status < 500 && response.status !== 429) {
        throw new Error(`${path} answered ${response.status}: ${response.body}`);
      }
      if (Date.now() > deadline) throw new Error(`${path}: no 202 within ${giveUpMs / 1_000} s`);
      this.#retries++;
      await sleep(retryDelayMs);
    }
  }

  async #attempt(path: string, body: unknown, key: string): Promise<{ status: number; body: string } | undefined> {
    try {
      const response = await fetch(this.#url + path, {
        method: "POST",
        headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return undefined;
    }
  }
}

function bodyOf({ to, from, text, onUnknown }: SoakText): object {
  return { to, from, text, ...(onUnknown !== undefined && { onUnknown }) };
}
