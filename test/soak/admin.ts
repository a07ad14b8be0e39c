import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

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

const requestTimeoutMs = 10_000;

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

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
