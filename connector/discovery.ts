import { z } from "zod";
import { edgeHeaders } from "./edge-headers.ts";
import { carriersUrl } from "./edge-url.ts";
import type { Log } from "./log.ts";
import { backoffDelayMs } from "./session/backoff.ts";

const carriersSchema = z.object({ carriers: z.array(z.object({ id: z.string().min(1) })) });

export interface DiscoveryOptions {
  edgeUrl: string;
  token: string;
  connectorId: string;
  fetch: typeof fetch;
  /** A number in [0, 1). */
  random: () => number;
  log: Log;
  /** Between two questions, give or take a tenth. */
  intervalMs: number;
  /** The ids of all carriers this connector is to serve, each time the edge lists them. */
  onCarriers: (carrierIds: readonly string[]) => void;
}

const requestTimeoutMs = 10_000;
const retryMinMs = 200;

/** Asks the edge again and again which carriers to serve. While the edge does not answer, nothing changes. */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #ended = new AbortController();
  #timer: NodeJS.Timeout | undefined = undefined;
  #failures = 0;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#ask();
  }

  stop(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const delayMs = await this.#list().then(
      (carrierIds) => this.#listed(carrierIds),
      (error: unknown) => this.#failed(error),
    );
    if (!this.#ended.signal.aborted) {
      this.#timer = setTimeout(() => void this.#ask(), delayMs);
    }
  }

  async #list(): Promise<string[]> {
    const { edgeUrl, token, connectorId, fetch } = this.#options;
    const response = await fetch(carriersUrl(edgeUrl), {
      // The edge tells operators of a clock that is wrong.
      headers: { ...edgeHeaders({ token, connectorId }), "x-heliograph-clock": String(Date.now()) },
      signal: AbortSignal.any([this.#ended.signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`the edge answered ${response.status}`);
    }
    return carriersSchema.parse(await response.json()).carriers.map(({ id }) => id);
  }

  #listed(carrierIds: readonly string[]): number {
    const { intervalMs, random, onCarriers } = this.#options;
    this.#failures = 0;
    if (!this.#ended.signal.aborted) {
      onCarriers(carrierIds);
    }
    return intervalMs * (0.9 + 0.2 * random());
  }

  #failed(error: unknown): number {
    const { intervalMs, random, log } = this.#options;
    if (!this.#ended.signal.aborted) {
      log("discovery.failed", { reason: describe(error) });
    }
    return backoffDelayMs(this.#failures++, Math.min(retryMinMs, intervalMs), intervalMs, random());
  }
}

/** fetch says "fetch failed" and keeps why in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
