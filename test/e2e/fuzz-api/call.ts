import { Agent, request as httpRequest } from "node:http";
import type { FuzzRequest } from "./make-request.ts";

export interface FuzzAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** True for a stream of events, of which only the beginning was read. */
  isStream: boolean;
}

/** Longer than any answer takes. */
const limitMs = 10_000;
const bodyLimit = 4 * 1024 * 1024;

/** Makes requests as they are, however wrong; keeps connections open. */
export class Caller {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #host: string;
  readonly #port: number;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Rejects where there is no whole answer in time. */
  call({ method, path, headers: given, body }: Omit<FuzzRequest, "kind" | "operation">): Promise<FuzzAnswer> {
    // Said for every method: a body that is not announced would be read as the next request.
    const headers = body === null ? given : { ...given, "content-length": String(Buffer.byteLength(body)) };
    const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer>();
    const options = { host: this.#host, port: this.#port, agent: this.#agent, method, path, headers };
    const request = httpRequest(options, (response) => {
      const answer = {
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      };
      if (answer.headers["content-type"] === "text/event-stream") {
        response.destroy();
        resolve({ ...answer, body: "", isStream: true });
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length > bodyLimit) reject(new Error(`the answer has more than ${bodyLimit} bytes`));
      });
      response.on("end", () => resolve({ ...answer, body: Buffer.concat(chunks).toString("utf8"), isStream: false }));
      response.on("error", reject);
    });
    const timer = setTimeout(() => {
      request.destroy();
      reject(new Error(`no answer within ${limitMs} ms`));
    }, limitMs);
    request.on("error", reject);
    request.end(body ?? undefined);
    return promise.finally(() => clearTimeout(timer));
  }
}
