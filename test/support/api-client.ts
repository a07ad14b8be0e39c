import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const timelineEntrySchema = z.object({
  type: z.string(),
  at: z.string(),
  segment: z.number().optional(),
  attempt: z.number().optional(),
  carrierMessageId: z.string().optional(),
  reason: z.string().optional(),
});

const messageSchema = z.object({
  id: z.string(),
  status: z.string(),
  to: z.string(),
  from: z.string(),
  segments: z.number(),
  encoding: z.string(),
  timeline: z.array(timelineEntrySchema),
});

const sentSchema = z.object({ id: z.string(), status: z.string(), segments: z.number(), encoding: z.string() });
const batchSchema = z.object({ results: z.array(z.object({ id: z.string() })) });

export type Message = z.infer<typeof messageSchema>;

export interface NewText {
  to: string;
  from: string;
  text: string;
  /** RFC 3339. */
  sendAt?: string;
}

const finalStatuses = new Set(["delivered", "undelivered", "expired", "rejected", "failed", "canceled"]);
const retryDelayMs = 100;
const retryLimitMs = 90_000;

export function isFinal(message: Message): boolean {
  return finalStatuses.has(message.status);
}

/**
 * A customer's program as it should be: when the connection breaks it cannot know what became of its request, so it sends the
 * same again under the same Idempotency-Key.
 */
export class ApiClient {
  key = "";
  /** Requests that were repeated, over all calls. */
  retries = 0;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async send(text: NewText): Promise<z.infer<typeof sentSchema>> {
    return sentSchema.parse(await this.#post("/v1/messages", text));
  }

  /** The ids, in the order of the texts; every text has to be accepted. */
  async sendBatch(texts: NewText[]): Promise<string[]> {
    return batchSchema.parse(await this.#post("/v1/batches", { messages: texts })).results.map((result) => result.id);
  }

  async message(id: string): Promise<Message> {
    return messageSchema.parse(await this.#request(`/v1/messages/${id}`, {}, 200));
  }

  /** The message once `isDone` holds for it, or as it is when the time is over. */
  async messageWhen(id: string, isDone: (message: Message) => boolean, timeoutMs: number): Promise<Message> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const message = await this.message(id);
      if (isDone(message) || Date.now() > deadline) return message;
      await sleep(50);
    }
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    return this.#request(
      path,
      {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
        body: JSON.stringify(body),
      },
      202,
    );
  }

  async #request(path: string, init: RequestInit, expected: number): Promise<unknown> {
    const deadline = Date.now() + retryLimitMs;
    for (;;) {
      const outcome = await this.#attempt(path, init);
      if (!(outcome instanceof Error) && outcome.status === expected) return JSON.parse(outcome.body) as unknown;
      if (!(outcome instanceof Error) && outcome.status < 500) {
        throw new Error(`${path} answered ${outcome.status}: ${outcome.body}`);
      }
      if (Date.now() > deadline)
        throw new Error(`${path}: no answer within ${retryLimitMs / 1000} s`, { cause: outcome });
      this.retries++;
      await sleep(retryDelayMs);
    }
  }

  async #attempt(path: string, init: RequestInit): Promise<{ status: number; body: string } | Error> {
    try {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${this.key}`);
      const response = await fetch(this.#url + path, { ...init, headers, signal: AbortSignal.timeout(10_000) });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
