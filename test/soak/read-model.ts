import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const entrySchema = z.object({
  type: z.string(),
  at: z.string(),
  segment: z.number().optional(),
  attempt: z.number().optional(),
  carrier: z.string().optional(),
  carrierMessageId: z.string().optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
});

const messageSchema = z.object({
  id: z.string(),
  status: z.string(),
  segments: z.number(),
  errorCode: z.string().optional(),
  timeline: z.array(entrySchema),
});
const listSchema = z.object({ data: z.array(z.unknown()) });

export type SoakMessage = z.infer<typeof messageSchema>;

const readers = 16;
const attempts = 20;
const retryDelayMs = 250;
const requestTimeoutMs = 10_000;

/** What the API says of messages. */
export class ReadModel {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** How many messages have this status, a thousand at most. */
  async count(status: string): Promise<number> {
    return listSchema.parse(await this.#get(`/v1/messages?status=${status}&limit=1000`)).data.length;
  }

  /** Every message with its timeline; one that is not there is missing. */
  async read(ids: Iterable<string>): Promise<Map<string, SoakMessage>> {
    const messages = new Map<string, SoakMessage>();
    const left = ids[Symbol.iterator]();
    const reader = async (): Promise<void> => {
      for (let next = left.next(); next.done !== true; next = left.next()) {
        const found = await this.#get(`/v1/messages/${next.value}`);
        if (found !== undefined) messages.set(next.value, messageSchema.parse(found));
      }
    };
    await Promise.all(Array.from({ length: readers }, reader));
    return messages;
  }

  async #get(path: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(this.#url + path, {
          headers: { authorization: `Bearer ${this.#key}` },
          signal: AbortSignal.timeout(requestTimeoutMs),
        });
        if (response.status === 404) return undefined;
        if (response.ok) return await response.json();
        throw new Error(`${path} answered ${response.status}`);
      } catch (error) {
        if (attempt === attempts) throw error;
        await sleep(retryDelayMs);
      }
    }
  }
}
