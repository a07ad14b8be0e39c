import { type BuiltRequest, buildRequest } from "../../src/http-operators/build-request.ts";
import type { HttpOperatorConfig } from "../../src/http-operators/operator-config.ts";
import { type ResponseOutcome, readResponse } from "../../src/http-operators/read-response.ts";
import type { TemplateValues } from "../../src/http-operators/template.ts";

/** Octets of a response that are read. */
const responseLimit = 64 * 1024;

/** The network, to be passed in. */
export type Fetch = (request: Request) => Promise<Response>;

/**
 * What became of a request. unbuilt: it was never sent, as it cannot be made. unanswered: it may have arrived; workerd does
 * not tell whether an error came before or after the connection.
 */
export type ExchangeOutcome =
  | ResponseOutcome
  | { kind: "unbuilt"; reason: string }
  | { kind: "unanswered"; reason: string };

/** Sends one request to an operator and reads what comes back. */
export async function exchange(
  config: HttpOperatorConfig,
  secret: string,
  values: TemplateValues,
  network: { fetch: Fetch; now: () => number },
): Promise<ExchangeOutcome> {
  const signal = AbortSignal.timeout(config.requestTimeoutSeconds * 1_000);
  const request = makeRequest(await buildRequest(config, values, secret), signal);
  if (request === null)
    return { kind: "unbuilt", reason: "the request cannot be made: its address or a header is wrong" };
  try {
    const response = await network.fetch(request);
    const { body, isCut } = await readBody(response, signal);
    const header = (name: string): string | null => response.headers.get(name);
    const { status } = response;
    return readResponse(config.response, { status, header, body, isCut }, values.requestId ?? "", network.now());
  } catch {
    const seconds = config.requestTimeoutSeconds;
    return { kind: "unanswered", reason: signal.aborted ? `no response within ${seconds} s` : "the connection failed" };
  }
}

/** Null where the platform finds fault with an address or a header. */
function makeRequest({ method, url, headers, body }: BuiltRequest, signal: AbortSignal): Request | null {
  try {
    return new Request(url, { method, headers, body, signal, redirect: "manual" });
  } catch {
    return null;
  }
}

/** The beginning of a body; the rest is let go. */
async function readBody(response: Response, signal: AbortSignal): Promise<{ body: string; isCut: boolean }> {
  const decoder = new TextDecoder();
  let body = "";
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  if (reader === undefined) return { body, isCut: false };
  for (;;) {
    const { done, value } = await untilAborted(reader.read(), signal);
    if (done) return { body: body + decoder.decode(), isCut: false };
    length += value.byteLength;
    body += decoder.decode(value, { stream: true });
    if (length > responseLimit) {
      await reader.cancel();
      return { body: body.slice(0, responseLimit), isCut: true };
    }
  }
}

/** A body that trickles in must not outlast the request's time. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Error("the time is over"));
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
