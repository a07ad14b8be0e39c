import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { TortureAccount } from "./accounts.ts";
import { type Answer, ask, askUntilAnswered } from "./api.ts";
import type { Ledger } from "./ledger.ts";
import { accountNames } from "./names.ts";
import { type TortureText, tortureText } from "./texts.ts";

const sentSchema = z.object({ id: z.string() });
const errorSchema = z.object({ code: z.string() });
const refusalSchema = z.object({ errors: z.array(errorSchema).min(1) });
const batchSchema = z.object({ results: z.array(z.union([sentSchema, z.object({ error: errorSchema })])) });

export interface TrafficPlan {
  /** Texts a second, but for bursts. */
  rate: number;
  /** A burst of so many texts, every so often. */
  burst: { texts: number; everyMs: number };
}

/** A text as it is sent; the moment it is to go is fixed with it, so that a request made again is the same. */
interface Prepared {
  text: TortureText;
  body: object;
  sendAtMs: number | undefined;
}

const outOfMoney = "insufficient_balance";
const tickMs = 250;
/** Requests that may be under way; while the edge is down the customer does not pile up more. */
const mostOpen = 64;
const batchSize = 100;
/** Every so many requests, one is made again after its 202. */
const repeatEvery = 20;
const giveUpMs = 120_000;

/** A customer's program: sends steadily, and repeats what was not answered under the same Idempotency-Key. */
export class Customer {
  readonly #url: string;
  readonly #account: TortureAccount;
  readonly #ledger: Ledger;
  readonly #open = new Set<Promise<void>>();
  #next: number;
  #requests = 0;
  #retries = 0;

  /** Each customer has every third number. */
  constructor(url: string, account: TortureAccount, ledger: Ledger) {
    this.#url = url;
    this.#account = account;
    this.#ledger = ledger;
    this.#next = accountNames.indexOf(account.name);
  }

  get figures(): { requests: number; retries: number } {
    return { requests: this.#requests, retries: this.#retries };
  }

  /** Sends until `durationMs` are over; resolves when every request has its answer. */
  async send({ rate, burst }: TrafficPlan, durationMs: number): Promise<void> {
    const startedAtMs = Date.now();
    let burstsSent = 0;
    let owed = 0;
    for (let elapsedMs = 0; elapsedMs < durationMs; elapsedMs = Date.now() - startedAtMs) {
      const burstsDue = Math.floor(elapsedMs / burst.everyMs);
      if (this.#open.size < mostOpen) {
        owed += (rate * tickMs) / 1_000;
        this.#sendSome(Math.floor(owed));
        owed -= Math.floor(owed);
        if (burstsDue > burstsSent) this.#sendSome(burst.texts);
      }
      burstsSent = burstsDue;
      await sleep(tickMs);
    }
    await Promise.all(this.#open);
  }

  /** Half of the texts in batches, the others one by one. */
  #sendSome(count: number): void {
    const texts = Array.from({ length: count }, () => prepare(this.#takeNumber()));
    const singles = texts.splice(0, Math.min(batchSize, Math.ceil(count / 2)));
    for (const text of singles) this.#track(this.#sendSingle(text));
    for (let from = 0; from < texts.length; from += batchSize) {
      this.#track(this.#sendBatch(texts.slice(from, from + batchSize)));
    }
  }

  #takeNumber(): number {
    const number = this.#next;
    this.#next += accountNames.length;
    return number;
  }

  #track(request: Promise<void>): void {
    const tracked: Promise<void> = request
      .catch((error: unknown) => void this.#ledger.problems.push(String(error)))
      .finally(() => this.#open.delete(tracked));
    this.#open.add(tracked);
  }

  async #sendSingle(prepared: Prepared): Promise<void> {
    await this.#post("/v1/messages", prepared.body, ({ status, body }) => {
      if (status === 202) this.#accepted(prepared, sentSchema.parse(JSON.parse(body)).id);
      else if (status === 402) this.#ledger.recordRefused(prepared.text.number);
      else throw new Error(`text ${prepared.text.number} was answered ${status}: ${body}`);
    });
    await this.#cancelSome([prepared]);
  }

  async #sendBatch(all: readonly Prepared[]): Promise<void> {
    await this.#post("/v1/batches", { messages: all.map(({ body }) => body) }, ({ status, body }) => {
      // What is answered where no text of a batch is taken.
      if (status !== 202 && isRefusedForMoney(body)) {
        for (const { text } of all) this.#ledger.recordRefused(text.number);
        return;
      }
      if (status !== 202) throw new Error(`a batch was answered ${status}: ${body}`);
      const { results } = batchSchema.parse(JSON.parse(body));
      for (const [index, prepared] of all.entries()) {
        const result = results[index];
        if (result !== undefined && "id" in result) this.#accepted(prepared, result.id);
        else if (result?.error.code === outOfMoney) this.#ledger.recordRefused(prepared.text.number);
        else throw new Error(`text ${prepared.text.number} of a batch was answered ${JSON.stringify(result)}`);
      }
    });
    await this.#cancelSome(all);
  }

  #accepted({ text: { number }, sendAtMs }: Prepared, id: string): void {
    const account = this.#account.name;
    this.#ledger.recordAccepted(number, { id, account, ...(sendAtMs !== undefined && { sendAtMs }) });
  }

  async #cancelSome(sent: readonly Prepared[]): Promise<void> {
    for (const { text } of sent) {
      const accepted = text.isCanceled === true ? this.#ledger.texts.get(text.number) : undefined;
      if (accepted === undefined) continue;
      const answer = await this.#request(`/v1/messages/${accepted.id}/cancel`, undefined, {});
      if (answer.status === 200) this.#ledger.recordCanceled(text.number);
      else if (answer.status !== 409)
        throw new Error(`canceling ${accepted.id} was answered ${answer.status}: ${answer.body}`);
    }
  }

  async #post(path: string, body: object, onAnswer: (answer: Answer) => void): Promise<void> {
    const headers = { "idempotency-key": randomUUID() };
    const times = this.#requests++ % repeatEvery === 0 ? 2 : 1;
    for (let time = 0; time < times; time++) onAnswer(await this.#request(path, body, headers));
  }

  #request(path: string, body: object | undefined, headers: Record<string, string>): Promise<Answer> {
    return askUntilAnswered(
      () => ask(this.#url + path, this.#account.apiKey, "POST", body, headers),
      giveUpMs,
      () => this.#retries++,
    );
  }
}

function isRefusedForMoney(body: string): boolean {
  const refusal = refusalSchema.safeParse(JSON.parse(body));
  return refusal.success && refusal.data.errors.every(({ code }) => code === outOfMoney);
}

function prepare(number: number): Prepared {
  const text = tortureText(number);
  const { to, from, text: content, onUnknown, dueInMs } = text;
  const sendAtMs = dueInMs === undefined ? undefined : Date.now() + dueInMs;
  const sendAt = sendAtMs === undefined ? undefined : new Date(sendAtMs).toISOString();
  const body = {
    to,
    from,
    text: content,
    ...(onUnknown !== undefined && { onUnknown }),
    ...(sendAt !== undefined && { sendAt }),
  };
  return { text, body, sendAtMs };
}
