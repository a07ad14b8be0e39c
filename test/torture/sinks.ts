import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { loopback } from "../../local/ports.ts";
import { type AccountName, type SinkName, accountNames, sinkNames } from "./names.ts";

/**
 * hanging: takes the request and never answers. redirecting: sends it elsewhere. closing: closes the connection instead of an
 * answer. breaking off: says 200 and closes in the middle of the body. error: 500. busy: 503 with Retry-After.
 */
export const spoiltModes = ["hanging", "redirecting", "closing", "breaking off", "error", "busy"] as const;
export type SinkMode = (typeof spoiltModes)[number] | "well";

const slowAnswerMs = 700;
const elsewhere = "elsewhere";

const eventSchema = z.object({ id: z.string(), type: z.string() });
const bodySchema = z.union([z.object({ type: z.literal("batch"), data: z.array(eventSchema) }), eventSchema]);

/** How often each event was delivered, by its id. */
export type Delivered = Map<string, number>;

/** Servers of customers. What they answered 2xx to is delivered, whatever became of the answer. */
export class Sinks {
  readonly #server: Server;
  readonly #modes = new Map<SinkName, SinkMode>();
  readonly #secrets = new Map<string, string>();
  readonly #delivered = new Map<string, Delivered>();
  readonly #hanging = new Map<SinkName, ServerResponse[]>();
  /** Requests that should not have come, or not so. */
  readonly problems: string[] = [];
  #requests = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  static async listen(): Promise<Sinks> {
    const sinks = new Sinks();
    sinks.#server.listen(0, loopback);
    await once(sinks.#server, "listening");
    return sinks;
  }

  get requests(): number {
    return this.#requests;
  }

  urlOf(account: AccountName, sink: SinkName): string {
    const address = this.#server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return `http://${loopback}:${port}/${account}/${sink}`;
  }

  expect(account: AccountName, sink: SinkName, secret: string): void {
    this.#secrets.set(`${account}/${sink}`, secret);
  }

  /** A server that hung and is well again has dropped the connections it hung on. */
  become(sink: SinkName, mode: SinkMode): void {
    this.#modes.set(sink, mode);
    for (const response of this.#hanging.get(sink) ?? []) response.destroy();
    this.#hanging.delete(sink);
  }

  delivered(account: AccountName, sink: SinkName): Delivered {
    const key = `${account}/${sink}`;
    const known = this.#delivered.get(key) ?? new Map<string, number>();
    this.#delivered.set(key, known);
    return known;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#requests++;
    const body = await text(request);
    const [, accountPart, sinkPart] = (request.url ?? "").split("/");
    const account = accountNames.find((name) => name === accountPart);
    const sink = sinkNames.find((name) => name === sinkPart);
    if (account === undefined || sink === undefined) {
      this.problems.push(`webhook: a request went to ${request.url}`);
      response.writeHead(404).end();
      return;
    }
    const ids = this.#verify(account, sink, request, body);
    if (sink === "slow") await sleep(slowAnswerMs);
    const mode = this.#modes.get(sink) ?? "well";
    if (mode === "hanging") this.#hanging.set(sink, [...(this.#hanging.get(sink) ?? []), response]);
    if (!answer(response, mode)) return;
    const delivered = this.delivered(account, sink);
    for (const id of ids) delivered.set(id, (delivered.get(id) ?? 0) + 1);
  }

  /** The ids of the events in a request. */
  #verify(account: AccountName, sink: SinkName, { headers }: IncomingMessage, body: string): string[] {
    const signed = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, String(headers[name])]),
    );
    try {
      new Webhook(this.#secrets.get(`${account}/${sink}`) ?? "").verify(body, signed);
    } catch (error) {
      this.problems.push(`webhook: ${account}/${sink} got a request that does not verify: ${String(error)}`);
    }
    const event = bodySchema.parse(JSON.parse(body));
    return "data" in event ? event.data.map(({ id }) => id) : [event.id];
  }
}

/** Whether it counts as delivered. */
function answer(response: ServerResponse, mode: SinkMode): boolean {
  switch (mode) {
    case "well":
      response.writeHead(200).end("ok");
      return true;
    case "breaking off":
      response.writeHead(200, { "content-length": "1000" });
      response.write("o", () => response.destroy());
      return true;
    case "hanging":
      return false;
    case "redirecting":
      response.writeHead(307, { location: `/${elsewhere}` }).end();
      return false;
    case "closing":
      response.destroy();
      return false;
    case "error":
      response.writeHead(500).end();
      return false;
    case "busy":
      response.writeHead(503, { "retry-after": "2" }).end();
      return false;
  }
}
