import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface FloodPlan {
  url: string;
  apiKey: string;
  /** Programs that each have one request under way at a time, and make the next when they have their answer. */
  clients: number;
  /** Every so many-th of them sends batches of `batchSize`. */
  batchEvery: number;
  batchSize: number;
}

/** What came of the requests of a flood; latencies in ms. */
export interface FloodRecord {
  accepted: number[];
  refused: number[];
  /** 429 and 503 that did not say when to come back. */
  withoutRetryAfter: number;
  /** Anything else, by what it was. */
  others: Record<string, number>;
  /** Numbers of the texts that have their 202. */
  texts: Set<number>;
}

const connectingAtOnce = 16;
const timeoutMs = 30_000;
const recipientDigits = 8;

/** Many programs that send as fast as they are answered, and wait as long as they are told. */
export class Flood {
  readonly #plan: FloodPlan;
  /** A connection for each client. */
  readonly #agents: Agent[];
  #next = 0;
  #isOver = false;

  constructor(plan: FloodPlan) {
    this.#plan = plan;
    this.#agents = Array.from({ length: plan.clients }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  }

  /** Sends texts from `firstNumber` on until `durationMs` are over and everything is answered. Returns the next number. */
  async run(durationMs: number, record: FloodRecord, firstNumber: number): Promise<number> {
    const { batchEvery, batchSize } = this.#plan;
    await this.#connect();
    this.#next = firstNumber;
    this.#isOver = false;
    const timer = setTimeout(() => (this.#isOver = true), durationMs);
    await Promise.all(
      this.#agents.map((agent, index) => this.#send(agent, index % batchEvery === 0 ? batchSize : 1, record)),
    );
    clearTimeout(timer);
    return this.#next;
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  /**
   * Opens the connections beforehand, some at a time. workerd takes few new ones while it is busy, which is none of the Worker's
   * doing; before a Worker on Cloudflare somebody else does.
   */
  async #connect(): Promise<void> {
    const left = this.#agents[Symbol.iterator]();
    const connect = async (): Promise<void> => {
      for (const agent of left) await this.#post(agent, [], "");
    };
    await Promise.all(Array.from({ length: connectingAtOnce }, connect));
  }

  async #send(agent: Agent, size: number, record: FloodRecord): Promise<void> {
    while (!this.#isOver) {
      const numbers = Array.from({ length: size }, () => this.#next++);
      const key = randomUUID();
      // The same request until it is taken: a text is asked for once.
      while (!(await this.#attempt(agent, numbers, key, record)) && !this.#isOver);
    }
  }

  /** Whether it is done with. */
  async #attempt(agent: Agent, numbers: readonly number[], key: string, record: FloodRecord): Promise<boolean> {
    const startedAtMs = performance.now();
    const answer = await this.#post(agent, numbers, key);
    const tookMs = performance.now() - startedAtMs;
    if (answer.status === 202) {
      record.accepted.push(tookMs);
      for (const number of numbers) record.texts.add(number);
      return true;
    }
    if (answer.status !== 429 && answer.status !== 503) {
      record.others[answer.what] = (record.others[answer.what] ?? 0) + 1;
      return false;
    }
    record.refused.push(tookMs);
    if (answer.retryAfterSeconds === undefined) record.withoutRetryAfter++;
    await sleep((answer.retryAfterSeconds ?? 1) * 1_000);
    return false;
  }

  #post(agent: Agent, numbers: readonly number[], key: string) {
    const messages = numbers.map(messageOf);
    const body = JSON.stringify(messages.length === 1 ? messages[0] : { messages });
    const path = messages.length === 1 ? "/v1/messages" : "/v1/batches";
    const headers = {
      authorization: `Bearer ${this.#plan.apiKey}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "idempotency-key": key,
    };
    const { promise, resolve } = Promise.withResolvers<{ status: number; what: string; retryAfterSeconds?: number }>();
    const sent = request(this.#plan.url + path, { method: "POST", agent, headers, timeout: timeoutMs });
    sent.on("response", (response) => {
      const after = response.headers["retry-after"];
      const status = response.statusCode ?? 0;
      response.resume();
      response.on("close", () =>
        resolve({ status, what: String(status), ...(after !== undefined && { retryAfterSeconds: Number(after) }) }),
      );
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", (error) => resolve({ status: 0, what: error.message }));
    sent.end(body);
    return promise;
  }
}

export function emptyRecord(): FloodRecord {
  return { accepted: [], refused: [], withoutRetryAfter: 0, others: {}, texts: new Set() };
}

function messageOf(number: number): object {
  const digits = String(number).padStart(recipientDigits, "0");
  return { to: `+5731${digits}`, from: "Heliograph", text: `flood #${digits}#` };
}

/** The latency that `share` of the requests stayed under, ms; 0 where there were none. */
export function quantile(latenciesMs: readonly number[], share: number): number {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
