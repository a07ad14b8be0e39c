import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { Attempts } from "../attempts.ts";
import { firstNumber, receiptId, responseId } from "../message-id.ts";
import { type Outcome, type Reaction, outcomeFor } from "../outcomes.ts";
import { Schedule } from "../schedule.ts";
import { Callbacks } from "./callbacks.ts";
import { type HttpMessage, newMessageSchema, receiptWords, refusalFor } from "./message.ts";

export interface HttpOperatorOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The one bearer token let in; any request when absent. */
  token?: string;
  receiptDelayMs: number;
  /** Where receipts go that name no place of their own. */
  receiptUrl?: string;
  /** Where texts from handsets go. */
  inboundUrl?: string;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Requests kept; older ones are forgotten. */
const messageLimit = 100_000;

const inboundSchema = z.object({
  from: z.string().min(1).max(20),
  to: z.string().min(1).max(20),
  text: z.string().max(65_536),
  id: z.string().max(100).optional(),
});
const callbacksSchema = z.object({ receiptUrl: z.url().optional(), inboundUrl: z.url().optional() });

/**
 * A simulated operator with an HTTP API: POST /messages {to, from, text, reference?, receiptUrl?} → 202 {id, status}. The last
 * seven digits of `to` choose the outcome, as in outcomes.ts; receipts are called back as {id, status, error, to}.
 * For tests: POST /mo {from, to, text, id?} calls a text from a handset back as {id, from, to, text}; PUT /callbacks
 * {receiptUrl?, inboundUrl?}; GET /messages lists what was asked for; GET /stats.
 */
export class HttpOperatorSimulator {
  readonly #options: HttpOperatorOptions;
  readonly #server: Server;
  readonly #schedule = new Schedule(() => performance.now());
  readonly #callbacks = new Callbacks(this.#schedule);
  readonly #attempts = new Attempts();
  #urls: z.infer<typeof callbacksSchema>;
  #messages: HttpMessage[] = [];
  #nextNumber: number;
  #nextInbound = 1;

  constructor(options: HttpOperatorOptions) {
    this.#options = options;
    this.#nextNumber = Math.max(firstNumber, Math.floor(options.now()) * 1_000);
    this.#urls = {
      ...(options.receiptUrl !== undefined && { receiptUrl: options.receiptUrl }),
      ...(options.inboundUrl !== undefined && { inboundUrl: options.inboundUrl }),
    };
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => send(response, 400, { error: { code: "UNREADABLE" } }));
    });
  }

  get messages(): readonly HttpMessage[] {
    return this.#messages;
  }

  /** How calls back do. */
  get callbacks(): Callbacks["counts"] {
    return this.#callbacks.counts;
  }

  /** Where the gateway is called back from now on. */
  setCallbacks(urls: { receiptUrl?: string; inboundUrl?: string }): void {
    this.#urls = urls;
  }

  async listen(): Promise<{ host: string; port: number }> {
    const { host, port } = this.#options;
    this.#server.listen(port, host);
    await once(this.#server, "listening");
    const address = this.#server.address();
    return { host, port: typeof address === "object" && address !== null ? address.port : port };
  }

  async close(): Promise<void> {
    this.#callbacks.close();
    this.#schedule.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    switch (`${request.method} ${pathname}`) {
      case "POST /messages":
        return this.#take(request, response);
      case "POST /mo":
        return this.#callInbound(response, inboundSchema.parse(JSON.parse(await text(request))));
      case "PUT /callbacks": {
        const { receiptUrl, inboundUrl } = callbacksSchema.parse(JSON.parse(await text(request)));
        this.setCallbacks({
          ...(receiptUrl !== undefined && { receiptUrl }),
          ...(inboundUrl !== undefined && { inboundUrl }),
        });
        return send(response, 204, undefined);
      }
      case "GET /messages":
        return send(response, 200, { messages: this.#messages.slice(-1_000) });
      case "GET /stats":
        return send(response, 200, { messages: this.#messages.length, callbacks: this.callbacks });
      default:
        return send(response, 404, { error: { code: "NOT_FOUND" } });
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { token } = this.#options;
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, { error: { code: "UNAUTHORIZED" } });
    }
    const asked = newMessageSchema.parse(JSON.parse(await text(request)));
    const outcome = outcomeFor(asked.to);
    const body = Buffer.from(asked.text);
    const about = { systemId: "", source: asked.from, destination: asked.to, body };
    const reaction = this.#attempts.next(outcome, about);
    const number = this.#nextNumber++;
    const isAccepted = reaction === undefined || reaction.kind === "withhold";
    const message: HttpMessage = {
      ...asked,
      number,
      id: isAccepted ? responseId(number, outcome.idForm) : null,
      status: statusOf(reaction),
      outcome: outcome.name,
      atMs: this.#options.now(),
    };
    this.#messages.push(message);
    if (this.#messages.length > messageLimit) {
      this.#messages = this.#messages.slice(-messageLimit / 2);
    }
    this.#act(message, outcome, reaction, response);
  }

  #act(message: HttpMessage, outcome: Outcome, reaction: Reaction | undefined, response: ServerResponse): void {
    switch (reaction?.kind) {
      case "refuse": {
        const { status, code, retryAfterSeconds } = refusalFor(reaction.commandStatus);
        if (retryAfterSeconds !== undefined) {
          response.setHeader("retry-after", retryAfterSeconds);
        }
        return send(response, status, { error: { code } });
      }
      case "ignore":
        return;
      case "withhold":
        return this.#callReceipts(message, outcome);
      case "disconnect":
        response.destroy();
        return;
      case undefined:
        this.#callReceipts(message, outcome);
        this.#schedule.after(outcome.responseDelayMs ?? (outcome.receiptFirst === true ? 200 : 0), () =>
          send(response, 202, { id: message.id, status: "QUEUED" }),
        );
    }
  }

  #callReceipts(message: HttpMessage, outcome: Outcome): void {
    const { receiptDelayMs } = this.#options;
    for (const [index, state] of outcome.receipts.entries()) {
      const delayMs = outcome.receiptFirst === true ? 0 : (index + 1) * receiptDelayMs;
      this.#schedule.after(delayMs, () => {
        const url = message.receiptUrl ?? this.#urls.receiptUrl;
        if (url === undefined) {
          return;
        }
        const id = receiptId(message.number, outcome.idForm);
        this.#callbacks.send(url, { id, ...receiptWords[state], to: message.to });
      });
    }
  }

  #callInbound(response: ServerResponse, inbound: z.infer<typeof inboundSchema>): void {
    const { inboundUrl } = this.#urls;
    if (inboundUrl === undefined) {
      return send(response, 409, { error: { code: "NO_INBOUND_URL" } });
    }
    this.#callbacks.send(inboundUrl, { id: `in-${this.#nextInbound++}`, ...inbound });
    send(response, 202, { queued: true });
  }
}

function statusOf(reaction: Reaction | undefined): number | null {
  if (reaction === undefined) {
    return 202;
  }
  return reaction.kind === "refuse" ? refusalFor(reaction.commandStatus).status : null;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed || response.headersSent) {
    return;
  }
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
