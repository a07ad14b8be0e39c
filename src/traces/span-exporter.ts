import { type SpanSource, encodeSpans } from "./otlp.ts";
import type { Span } from "./span.ts";

export interface SpanExporterOptions {
  /** Where `POST` with OTLP/HTTP JSON goes, `/v1/traces` included. */
  url: string;
  headers: Readonly<Record<string, string>>;
  source: SpanSource;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** So many spans were dropped, and why. */
  onLost: (spans: number, reason: string) => void;
}

/** Spans in one request, and requests at once. */
const spansPerRequest = 512;
const requestsAtOnce = 4;
const timeoutMs = 5_000;

/** Sends spans to a collector, each once: what it does not take at once is dropped and counted, and holds up nobody. */
export class SpanExporter {
  readonly #options: SpanExporterOptions;
  #underWay = 0;

  constructor(options: SpanExporterOptions) {
    this.#options = options;
  }

  /** Throws nothing; resolves when the collector has answered, or has not. */
  async send(spans: readonly Span[]): Promise<void> {
    const requests: Promise<void>[] = [];
    for (let from = 0; from < spans.length; from += spansPerRequest) {
      if (this.#underWay >= requestsAtOnce) {
        this.#options.onLost(spans.length - from, "the collector is behind");
        break;
      }
      requests.push(this.#post(spans.slice(from, from + spansPerRequest)));
    }
    await Promise.all(requests);
  }

  async #post(spans: readonly Span[]): Promise<void> {
    const { url, headers, source, fetch, onLost } = this.#options;
    this.#underWay += 1;
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: encodeSpans(spans, source),
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      if (!response.ok) onLost(spans.length, `the collector answered ${response.status}`);
    } catch (error) {
      onLost(spans.length, error instanceof Error ? error.name : "the request failed");
    } finally {
      this.#underWay -= 1;
    }
  }
}
