import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import worker from "../../../src/index.ts";
import type { SegmentResult, SubmitText } from "../../../src/link/frames.ts";
import type { OutboundChunk } from "../../../src/messages/message.ts";
import type { Meter } from "../../../src/meter/meter.ts";
import { meterEnv, objectPlace } from "../../../src/meter/meter-env.ts";
import { call } from "../http/support/api.ts";
import { type TestAccount, makeAccount } from "../support/accounts.ts";
import { FakeConnector } from "../support/fake-connector.ts";
import { makeCarrier, receipt } from "../support/scene.ts";
import { HeldQueues } from "./held-queues.ts";
import { newMeter } from "./metered-objects.ts";

export interface MeteredSceneOptions {
  /** Whether each text has a receipt and a webhook. */
  hasReceipts: boolean;
  /** Texts in a request. */
  batchSize: number;
  /** Requests under way at once. */
  atOnce: number;
}

interface MeteredParts {
  meter: Meter;
  account: TestAccount;
  carrierId: string;
  connector: FakeConnector;
}

/** Texts that are under way at once; a connector reports as many results, or receipts, together. */
export const textsPerRound = 100;
/** How long an endpoint's object gathers outcomes before it writes them. */
const gatherMs = 20;

/**
 * One account, carrier, endpoint and connector with a meter around them. Everything that would depend on how fast the machine is,
 * such as what shares a batch, is moved by hand.
 */
export class MeteredScene {
  readonly meter: Meter;
  readonly #env: Env;
  readonly #queues: HeldQueues;
  readonly #options: MeteredSceneOptions;
  readonly #account: TestAccount;
  readonly #connector: FakeConnector;
  /** Requests that the customer's server has had. */
  #webhooks = 0;
  #releaseGathered = Promise.withResolvers<void>();

  private constructor(options: MeteredSceneOptions, parts: MeteredParts) {
    const { meter, account, carrierId, connector } = parts;
    this.#options = options;
    this.meter = meter;
    // While there are no routes, every text goes there. The event log is on, as it is unless it is turned off.
    this.#env = { ...meterEnv(env, meter), DEFAULT_CARRIER_ID: carrierId, EVENT_LOG: "redacted" } as Env;
    this.#queues = new HeldQueues(meter, this.#env);
    this.#account = account;
    this.#connector = connector;
  }

  static async open(options: MeteredSceneOptions): Promise<MeteredScene> {
    const meter = newMeter();
    // As docs/operations.md has it: where there are no receipts, `sent` waits for none.
    const carrierId = await makeCarrier({ holdSentMs: options.hasReceipts ? 60_000 : 0 }, textsPerRound);
    const account = await makeAccount({ limits: { segmentsPerSecond: 1_000_000, burstSegments: 1_000_000 } });
    const connector = await FakeConnector.bound(carrierId);
    const scene = new MeteredScene(options, { meter, account, carrierId, connector });
    scene.#standIn();
    if (options.hasReceipts) await scene.#subscribe();
    await scene.round();
    await scene.finish();
    meter.reset();
    return scene;
  }

  /** Sees to what may wait for long. */
  async finish(): Promise<void> {
    while (this.#queues.waiting("LOG_LINES") > 0) await this.#queues.deliver("LOG_LINES");
  }

  close(): void {
    vi.restoreAllMocks();
    this.#connector.close();
  }

  /** Sends as many texts as a round has, and sees them through to the end. */
  async round(): Promise<void> {
    const webhooksBefore = this.#webhooks;
    const { atOnce, batchSize } = this.#options;
    for (let sent = 0; sent < textsPerRound; sent += atOnce * batchSize) {
      await Promise.all(Array.from({ length: atOnce }, () => this.#send()));
    }
    const submitted = await this.#dispatch();
    await this.#report({ results: submitted.map(accepted) });
    if (!this.#options.hasReceipts) return this.#project();
    await this.#report({ receipts: submitted.map(({ messageId }) => receipt(messageId)) });
    await this.#project();
    await until(() => this.#webhooks === webhooksBefore + textsPerRound);
    await this.#writeOutcomes();
  }

  async #send(): Promise<void> {
    const text = { to: "+573001234567", from: "Heliograph", text: "Your code is 123456. Do not tell anyone." };
    const { batchSize } = this.#options;
    const [path, body] =
      batchSize === 1
        ? ["/v1/messages", text]
        : ["/v1/batches", { messages: Array.from({ length: batchSize }, () => text) }];
    const request = new Request<unknown, IncomingRequestCfProperties>(`https://edge.test${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.#account.key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const ctx = createExecutionContext();
    this.meter.add("worker", "fetch", "workerRequest");
    const response = await worker.fetch(request, this.#env, ctx);
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
    await waitOnExecutionContext(ctx);
  }

  /** Delivers chunks until the connector has all texts of the round. */
  async #dispatch(): Promise<SubmitText[]> {
    const submitted: SubmitText[] = [];
    let dispatched = 0;
    while (dispatched < textsPerRound) {
      await until(() => this.#queues.waiting("OUTBOUND") > 0);
      for (const chunk of await this.#queues.deliver("OUTBOUND")) {
        dispatched += (JSON.parse(String(chunk)) as OutboundChunk).texts.length;
      }
      while (submitted.length < dispatched) submitted.push(...(await this.#connector.submitted()));
    }
    return submitted;
  }

  async #report(parts: Parameters<FakeConnector["report"]>[0]): Promise<void> {
    this.meter.add(objectPlace("CARRIER"), "webSocketMessage", "webSocketMessage");
    await this.#connector.report(parts);
  }

  async #project(): Promise<void> {
    await until(() => this.#queues.waiting("EVENTS") > 0);
    while (this.#queues.waiting("EVENTS") > 0) await this.#queues.deliver("EVENTS");
  }

  async #subscribe(): Promise<void> {
    const body = { url: "https://example.com/hook", events: ["message.delivered"] };
    const { status } = await call("POST", "/v1/webhooks", { key: this.#account.key, body });
    if (status !== 201) throw new Error(`the endpoint was answered ${status}`);
  }

  /** A customer's server that takes everything, and a clock that stands still while outcomes are gathered. */
  #standIn(): void {
    vi.spyOn(globalThis, "fetch").mockImplementation(() => {
      this.#webhooks += 1;
      return Promise.resolve(new Response("ok"));
    });
    const wait = scheduler.wait.bind(scheduler);
    vi.spyOn(scheduler, "wait").mockImplementation((delayMs, options) =>
      delayMs === gatherMs ? this.#releaseGathered.promise : wait(delayMs, options),
    );
  }

  async #writeOutcomes(): Promise<void> {
    this.#releaseGathered.resolve();
    this.#releaseGathered = Promise.withResolvers<void>();
    await scheduler.wait(gatherMs + 1);
  }
}

function accepted({ messageId, attempt }: SubmitText): SegmentResult {
  return {
    messageId,
    segment: 0,
    attempt,
    bindId: "b1",
    outcome: "accepted",
    carrierMessageId: messageId,
    atMs: Date.now(),
  };
}

async function until(ready: () => boolean): Promise<void> {
  while (!ready()) await scheduler.wait(1);
}
