import { Configuration } from "../../../durable-objects/webhook-endpoint/configuration.ts";
import {
  Backlog,
  type BacklogLimits,
  defaultBacklogLimits,
} from "../../../durable-objects/webhook-endpoint/backlog.ts";
import { Deliverer } from "../../../durable-objects/webhook-endpoint/deliverer.ts";
import { DeliveryLog } from "../../../durable-objects/webhook-endpoint/delivery-log.ts";
import { DeliveryPicker } from "../../../durable-objects/webhook-endpoint/delivery-picker.ts";
import { DeliveryWindow } from "../../../durable-objects/webhook-endpoint/delivery-window.ts";
import { OutcomeBook } from "../../../durable-objects/webhook-endpoint/outcome-book.ts";
import type { DisabledReason, Endpoint } from "../../../src/webhooks/endpoint.ts";
import type { FeedEvent } from "../../../src/events/feed-event.ts";
import { makeSigningKey } from "../../../src/webhooks/signing-keys.ts";
import { ids } from "../support/scene.ts";

/** A request as the receiver saw it. */
export interface Received {
  id: string;
  headers: Headers;
  body: string;
}

/** Answers requests: with a status, a response, or an error. */
export type Answer = (request: Received, attempt: number) => Response | Promise<Response>;

export const credentialsKey = btoa("0123456789abcdef0123456789abcdef");

export async function anEndpoint(settings: Partial<Endpoint> = {}): Promise<{ endpoint: Endpoint; secret: string }> {
  const { key, secret } = await makeSigningKey("v1", credentialsKey, 0);
  const endpoint: Endpoint = {
    id: "whe_test",
    accountId: "acc_test",
    version: 1,
    url: "https://example.com/hook",
    events: ["*"],
    description: "",
    enabled: true,
    concurrency: 10,
    maxBatch: 1,
    maxBatchWaitMs: 0,
    signatures: ["v1"],
    headers: {},
    keys: [key],
    disabledReason: null,
    createdAtMs: 0,
    updatedAtMs: 0,
    ...settings,
  };
  return { endpoint, secret: secret ?? "" };
}

/** An event of a message; events of the same message go one after the other. */
export function anEvent(id: string, messageId = `msg_${id}`): FeedEvent {
  return { id, type: "message.sent", timestamp: "2026-11-21T10:00:00.000Z", data: { id: messageId } };
}

/** What delivers, on an object's storage, with a clock and a receiver of the test's own. */
export class Scene {
  nowMs = Date.parse("2026-11-21T10:00:00Z");
  readonly received: Received[] = [];
  readonly stops: DisabledReason[] = [];
  wakesAtMs: number | null = null;
  /** Answers to texts from handsets that were handed on: the text's id and the answer. */
  readonly replies: [string, string][] = [];
  takesReplies = true;
  /** Whether a batch that waits to become full has waited at once; otherwise time passes by `after` alone. */
  letsTimePass = false;
  answer: Answer = () => new Response("ok");
  /** Requests that are out now, and the most there ever were. */
  out = 0;
  mostOut = 0;
  readonly configuration: Configuration;
  readonly backlog: Backlog;
  readonly window = new DeliveryWindow();
  readonly log: DeliveryLog;
  readonly deliverer: Deliverer;

  constructor(storage: DurableObjectStorage, limits: Partial<BacklogLimits> = {}) {
    const now = (): number => this.nowMs;
    this.configuration = new Configuration(storage.sql, credentialsKey);
    this.backlog = new Backlog(storage.sql, { ...defaultBacklogLimits, ...limits });
    this.log = new DeliveryLog(storage.sql);
    const shared = {
      configuration: this.configuration,
      backlog: this.backlog,
      window: this.window,
      transaction: (write: () => void) => storage.transactionSync(write),
      now,
    };
    const outcomes = new OutcomeBook({
      ...shared,
      log: this.log,
      random: () => 0,
      onStop: (reason) => {
        this.configuration.stop(reason);
        this.stops.push(reason);
      },
    });
    this.deliverer = new Deliverer({
      ...shared,
      picker: new DeliveryPicker({ ...shared, nextBatchId: () => ids.next("webhookBatch") }),
      outcomes,
      fetcher: (url, init) => this.#receive(new Request(url, init)),
      wait: (delayMs) => this.#wait(delayMs),
      waitUntil: () => undefined,
      wakeAt: (atMs) => {
        if (this.wakesAtMs === null || atMs < this.wakesAtMs) this.wakesAtMs = atMs;
      },
      onReply: (inboundId, { text }) => {
        this.replies.push([inboundId, text]);
        return this.takesReplies ? Promise.resolve() : Promise.reject(new Error("not now"));
      },
    });
  }

  add(chunkId: string, ...events: FeedEvent[]): void {
    this.backlog.add({ chunkId, events: events.length, body: JSON.stringify(events) }, this.nowMs);
  }

  /** As the object's alarm does it. */
  async run(): Promise<void> {
    this.wakesAtMs = null;
    await this.deliverer.run();
  }

  /** Lets time pass, and runs as the alarm would. */
  async after(delayMs: number): Promise<void> {
    this.nowMs += delayMs;
    await this.run();
  }

  get ids(): string[] {
    return this.received.map(({ id }) => id);
  }

  /** The ids of the events in each request, where all are batches. */
  batches(): string[][] {
    return this.received.map(({ body }) => (JSON.parse(body) as { data: FeedEvent[] }).data.map(({ id }) => id));
  }

  /** What is gathered for an instant waits in real time, a batch to become full as the test has it. */
  async #wait(delayMs: number): Promise<void> {
    if (delayMs <= 20) return scheduler.wait(delayMs);
    if (!this.letsTimePass) return new Promise(() => undefined);
    this.nowMs += delayMs;
  }

  async #receive(request: Request): Promise<Response> {
    const received = {
      id: request.headers.get("webhook-id") ?? "",
      headers: request.headers,
      body: await request.text(),
    };
    this.received.push(received);
    this.out += 1;
    this.mostOut = Math.max(this.mostOut, this.out);
    try {
      return await this.answer(received, this.ids.filter((id) => id === received.id).length);
    } finally {
      this.out -= 1;
    }
  }
}
