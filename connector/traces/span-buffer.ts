import type { Span } from "../../src/traces/span.ts";

export interface SpanBufferOptions {
  /** Throws nothing. */
  send: (spans: readonly Span[]) => Promise<void>;
  onLost: (spans: number, reason: string) => void;
  /** How long spans gather. */
  delayMs?: number;
  /** Spans that may wait; more are dropped. */
  limit?: number;
}

/** Gathers spans and sends them together, a batch at a time; never in the way of what they tell of. */
export class SpanBuffer {
  readonly #options: SpanBufferOptions;
  readonly #limit: number;
  #waiting: Span[] = [];
  #timer: NodeJS.Timeout | undefined = undefined;
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;

  constructor(options: SpanBufferOptions) {
    this.#options = options;
    this.#limit = options.limit ?? 4_096;
  }

  add(spans: readonly Span[]): void {
    if (this.#waiting.length + spans.length > this.#limit) {
      this.#options.onLost(spans.length, "too many spans wait");
      return;
    }
    this.#waiting.push(...spans);
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.delayMs ?? 1_000).unref();
  }

  /** Sends what waits; resolves when nothing is under way any more. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isSending) {
      this.#sending = this.#send();
    }
    return this.#sending;
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) {
      const spans = this.#waiting;
      this.#waiting = [];
      await this.#options.send(spans);
    }
    this.#isSending = false;
  }
}
