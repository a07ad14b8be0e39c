import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ask, askUntilAnswered } from "./api.ts";

const carrierSchema = z.object({
  binds: z.array(z.object({ state: z.string() })),
  waitingTexts: z.number(),
  delayedTexts: z.number(),
  movingTexts: z.number(),
  segmentsInFlight: z.number(),
  parkedReceipts: z.number(),
});

export type CarrierState = z.infer<typeof carrierSchema>;

export const carrierIds = ["smpp", "ucp"] as const;

const insistForMs = 120_000;

/** The operator's side of the API. */
export class Admin {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = `${url}/admin/v1`;
    this.#key = key;
  }

  carriers(): Promise<CarrierState[]> {
    return Promise.all(carrierIds.map(async (id) => carrierSchema.parse(await this.call("GET", `/carriers/${id}`))));
  }

  async untilBound(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await this.carriers()).every(({ binds }) => binds.every(({ state }) => state === "bound"))) {
      if (Date.now() > deadline) throw new Error("the binds did not come up");
      await sleep(100);
    }
  }

  /** Goes on until it is answered, whatever the edge goes through. */
  async insist(method: string, path: string, body: unknown, idempotencyKey: string): Promise<void> {
    const headers = { "idempotency-key": idempotencyKey };
    const answer = await askUntilAnswered(() => ask(this.#url + path, this.#key, method, body, headers), insistForMs);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`);
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await ask(this.#url + path, this.#key, method, body);
    if (answer === undefined) throw new Error(`${method} ${path} was not answered`);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as unknown;
  }
}
