import { z } from "zod";
import type { TortureAccount } from "./accounts.ts";
import { ask, askUntilAnswered } from "./api.ts";

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
  priceMicros: z.number().optional(),
  charge: z.string().optional(),
  timeline: z.array(entrySchema),
});
const pageSchema = z.object({ data: z.array(z.unknown()), nextCursor: z.string().nullish() });
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ id: z.string().optional(), text: z.string().optional() }),
});
const feedSchema = z.object({ data: z.array(eventSchema), nextCursor: z.string(), hasMore: z.boolean() });
const balanceSchema = z.object({ balanceMicros: z.number(), heldMicros: z.number() });
const ledgerEntrySchema = z.object({ id: z.string(), type: z.string(), amountMicros: z.number() });
const inboundSchema = z.object({ text: z.string() });
const runSchema = z.object({
  dueAt: z.string(),
  ranAt: z.string(),
  results: z.array(z.union([z.object({ id: z.string() }), z.object({ error: z.string() })])),
});
const runsSchema = z.object({ data: z.array(runSchema) });
const endpointSchema = z.object({ waitingEvents: z.number() });

export type TortureMessage = z.infer<typeof messageSchema>;
export type TortureEvent = z.infer<typeof eventSchema>;
export type Balance = z.infer<typeof balanceSchema>;
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type Run = z.infer<typeof runSchema>;

const readers = 16;
const patienceMs = 30_000;

/** What the API tells one customer. */
export class ReadModel {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, { apiKey }: Pick<TortureAccount, "apiKey">) {
    this.#url = url;
    this.#key = apiKey;
  }

  /** How many messages have this status, a thousand at most. */
  async count(status: string): Promise<number> {
    return pageSchema.parse(await this.#get(`/v1/messages?status=${status}&limit=1000`)).data.length;
  }

  /** Every message with its timeline; one that is not there is missing. */
  async messages(ids: Iterable<string>): Promise<Map<string, TortureMessage>> {
    const messages = new Map<string, TortureMessage>();
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

  /** The feed from its beginning. */
  async feed(): Promise<TortureEvent[]> {
    const events: TortureEvent[] = [];
    for (let after = ""; ;) {
      const page = feedSchema.parse(await this.#get(`/v1/events?limit=1000${after}`));
      events.push(...page.data);
      if (!page.hasMore) return events;
      after = `&after=${page.nextCursor}`;
    }
  }

  async balance(): Promise<Balance> {
    return balanceSchema.parse(await this.#get("/v1/balance"));
  }

  async ledger(): Promise<LedgerEntry[]> {
    return (await this.#all("/v1/ledger")).map((entry) => ledgerEntrySchema.parse(entry));
  }

  async inboundTexts(): Promise<string[]> {
    return (await this.#all("/v1/inbound")).map((inbound) => inboundSchema.parse(inbound).text);
  }

  async runs(scheduleId: string): Promise<Run[]> {
    return runsSchema.parse(await this.#get(`/v1/schedules/${scheduleId}/runs`)).data;
  }

  async waitingEvents(endpointId: string): Promise<number> {
    return endpointSchema.parse(await this.#get(`/v1/webhooks/${endpointId}`)).waitingEvents;
  }

  /** What a customer does whose server is well again: asks for what failed, and to be tried at once. */
  async replayFailed(endpointId: string, since: string): Promise<void> {
    const path = `${this.#url}/v1/webhooks/${endpointId}`;
    // A change makes the service forget what it has learned of the endpoint.
    await ask(path, this.#key, "PATCH", { description: `well again at ${new Date().toISOString()}` });
    await ask(`${path}/replay`, this.#key, "POST", { failedSince: since });
  }

  async #all(path: string): Promise<unknown[]> {
    const rows: unknown[] = [];
    for (let cursor = ""; ;) {
      const page = pageSchema.parse(await this.#get(`${path}?limit=1000${cursor}`));
      rows.push(...page.data);
      if (typeof page.nextCursor !== "string") return rows;
      cursor = `&cursor=${page.nextCursor}`;
    }
  }

  async #get(path: string): Promise<unknown> {
    const answer = await askUntilAnswered(() => ask(this.#url + path, this.#key, "GET"), patienceMs);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as unknown;
  }
}
