import type { Exchange } from "./judge-response.ts";

const timeoutMs = 15_000;
const snippetBytes = 1_024;

export interface OutgoingRequest {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Octets of the response's body that are read, a kilobyte where it is left out. */
  readBytes?: number | undefined;
}

export interface SentRequest extends Exchange {
  durationMs: number;
  /** Why there was no response. */
  error: string | null;
  /** The first kilobyte of the response's body. */
  response: string;
  /** The response's media type, and its body as far as it was read. */
  contentType: string | null;
  body: string;
}

/** One POST. Redirects are not followed, the response is read no further than asked for, and all of it ends in 15 s. */
export async function sendRequest(
  { url, headers, body, readBytes = snippetBytes }: OutgoingRequest,
  fetcher: typeof fetch,
  now: () => number,
): Promise<SentRequest> {
  const startedAtMs = now();
  // One that is cleared: 10,000 timeouts may be active at once, and a fast endpoint has more requests in 15 s.
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new DOMException("no response in time", "TimeoutError")), timeoutMs);
  try {
    const response = await fetcher(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: timeout.signal,
    });
    const start = await readStart(response.body, readBytes);
    return {
      status: response.status,
      retryAfter: response.headers.get("retry-after"),
      durationMs: now() - startedAtMs,
      error: null,
      response: start.slice(0, snippetBytes),
      contentType: response.headers.get("content-type"),
      body: start,
    };
  } catch (error) {
    const isTimeout = error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");
    const reason = isTimeout ? `no response within ${timeoutMs / 1_000} s` : describe(error);
    return notAnswered(reason, now() - startedAtMs);
  } finally {
    clearTimeout(timer);
  }
}

/** What there is where no response came. */
export function notAnswered(error: string, durationMs: number): SentRequest {
  return { status: null, retryAfter: null, durationMs, error, response: "", contentType: null, body: "" };
}

/** A body that breaks off, or comes too slowly, changes nothing: the status has been said. */
async function readStart(body: ReadableStream<Uint8Array> | null, limit: number): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let bytes = 0;
  try {
    while (bytes < limit) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += decoder.decode(value.subarray(0, limit - bytes), { stream: true });
      bytes += value.byteLength;
    }
    await reader.cancel();
  } catch {
    return text;
  }
  return text;
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
