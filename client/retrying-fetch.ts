export interface RetryOptions {
  fetch: (request: Request) => Promise<Response>;
  /** Times a request is made at the most. */
  attempts: number;
  /** Before the second attempt; each further one waits twice as long, up to `maximumDelayMs`, less a random part. */
  delayMs: number;
  maximumDelayMs: number;
  wait: (delayMs: number) => Promise<void>;
  /** At least 0 and less than 1. */
  random: () => number;
  newIdempotencyKey: () => string;
}

const defaults: RetryOptions = {
  fetch: (request) => fetch(request),
  attempts: 4,
  delayMs: 250,
  maximumDelayMs: 10_000,
  wait: (delayMs) => new Promise((resolve) => void setTimeout(resolve, delayMs)),
  random: Math.random,
  newIdempotencyKey: () => crypto.randomUUID(),
};

/** Answers that say that the same request may succeed later. */
const retryableStatuses = new Set([429, 502, 503, 504]);

/**
 * A fetch that repeats what is safe to repeat: reads, and writes that are the same however often they are made, POST by its
 * Idempotency-Key. It waits as long as Retry-After says, where that is no longer than `maximumDelayMs`.
 */
export function retryingFetch(options: Partial<RetryOptions> = {}): (request: Request) => Promise<Response> {
  const settings = { ...defaults, ...options };
  return async (request) => {
    if (request.method === "POST" && !request.headers.has("idempotency-key")) {
      request.headers.set("idempotency-key", settings.newIdempotencyKey());
    }
    for (let attempt = 1; ; attempt++) {
      const delayMs = backoffMs(settings, attempt);
      const isLast = attempt >= settings.attempts || request.method === "PATCH";
      try {
        const response = await settings.fetch(request.clone());
        if (isLast || !retryableStatuses.has(response.status)) return response;
        const askedMs = retryAfterMs(response);
        if (askedMs > settings.maximumDelayMs) return response;
        await response.body?.cancel();
        await settings.wait(Math.max(askedMs, delayMs));
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
        await settings.wait(delayMs);
      }
    }
  };
}

function backoffMs({ delayMs, maximumDelayMs, random }: RetryOptions, attempt: number): number {
  return Math.min(maximumDelayMs, delayMs * 2 ** (attempt - 1)) * (1 - random() / 2);
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? "0");
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}
