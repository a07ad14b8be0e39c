import { Agent, request as httpRequest } from "node:http";
import type { FuzzRequest } from "./make-request.ts";

export interface FuzzAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** True for a stream of events, of which only the beginning was read. */
  isStream: boolean;
}

type FuzzCall = Omit<FuzzRequest, "kind" | "operation">;

/** Longer than any answer takes. */
const limitMs = 10_000;
const bodyLimit = 4 * 1024 * 1024;

/** A longer body comes after its head, and workerd may close the connection where nobody reads it. */
const readWithHeadBytes = 8 * 1024;
const closedWhileSending = new Set(["EPIPE", "ECONNRESET"]);

/** Makes requests as they are, however wrong; keeps connections open but for bodies that may be left unread. */
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

  /**
   * Rejects where there is no whole answer in time. "unread" where the server closed the connection rather than take a
   * body that it need not read (RFC 9110, 15.5.14): the answer may then be lost with it.
   */
  call({ method, path, headers: given, body }: FuzzCall): Promise<FuzzAnswer | "unread"> {
    const length = body === null ? 0 : Buffer.byteLength(body);
    // Said for every method: a body that is not announced would be read as the next request.
    const headers = body === null ? given : { ...given, "content-length": String(length) };
    const isLarge = length > readWithHeadBytes;
    const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer | "unread">();
    const fail = (error: NodeJS.ErrnoException): void => {
      if (isLarge && closedWhileSending.has(error.code ?? "")) resolve("unread");
      else reject(error);
    };
    const agent = isLarge ? false : this.#agent;
    const options = { host: this.#host, port: this.#port, agent, method, path, headers };
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
      let received = 0;
      response.on("data", (chunk: Buffer) => {
        received += chunk.length;
        chunks.push(chunk);
        if (received > bodyLimit) reject(new Error(`the answer has more than ${bodyLimit} bytes`));
      });
      response.on("end", () => resolve({ ...answer, body: Buffer.concat(chunks).toString("utf8"), isStream: false }));
      response.on("error", fail);
    });
    const timer = setTimeout(() => {
      request.destroy();
      reject(new Error(`no answer within ${limitMs} ms`));
    }, limitMs);
    request.on("error", fail);
    request.end(body ?? undefined);
    return promise.finally(() => clearTimeout(timer));
  }
}
