import { replyBodyBytes } from "../../src/inbound/callback-reply.ts";
import { logError } from "../../src/log.ts";
import {
  type CircuitBreaker,
  admit,
  breakerDefaults,
  closedBreaker,
  recordResults,
} from "../../src/routing/circuit-breaker.ts";
import type { Endpoint } from "../../src/webhooks/endpoint.ts";
import { type Verdict, judgeResponse, retryAfterMs } from "../../src/webhooks/judge-response.ts";
import type { RequestContent } from "../../src/webhooks/request-content.ts";
import { signRequest } from "../../src/webhooks/sign-request.ts";
import { type OnReply, handOnReply, inboundIdOf } from "./callback-answers.ts";
import type { Configuration } from "./configuration.ts";
import type { Delivery, DeliveryPicker } from "./delivery-picker.ts";
import type { DeliveryTracer, TraceHeaders } from "./delivery-tracer.ts";
import type { DeliveryWindow } from "./delivery-window.ts";
import type { OutcomeBook } from "./outcome-book.ts";
import { type SentRequest, notAnswered, sendRequest } from "../../src/webhooks/send-request.ts";

/** Requests made on one turn of the object; what is left goes on with the next alarm. */
const requestsPerTurn = 500;
const longestTurnMs = 60_000;
/** Longest that an endpoint's Retry-After holds back everything that goes to it. */
const longestPauseMs = 3_600_000;
/** Outcomes that come in within this time are written together; of a busy endpoint within this many times as long. */
const gatherMs = 20;
const busyGatherTimes = 10;
/** When the alarm looks after what is under way, should nothing else. */
const watchMs = 30_000;

const breakerOptions = { ...breakerDefaults, minimumResults: 10 };

export interface DelivererOptions {
  configuration: Configuration;
  picker: DeliveryPicker;
  window: DeliveryWindow;
  outcomes: OutcomeBook;
  fetcher: typeof fetch;
  now: () => number;
  wait: (delayMs: number) => Promise<void>;
  waitUntil: (work: Promise<unknown>) => void;
  /** Sets the object's alarm for deliveries, unless it goes earlier. */
  wakeAt: (atMs: number) => void;
  onReply: OnReply;
  /** Absent while traces are off. */
  tracer?: DeliveryTracer | undefined;
}

/**
 * Takes events out of the window and sends them, at most `concurrency` requests at once. What an attempt came to is written
 * before the object rests; a process that dies before it is written makes the attempt again.
 */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #lanes = new Set<Promise<void>>();
  #requestsLeft = requestsPerTurn;
  #breaker: CircuitBreaker = closedBreaker;
  #pausedUntilMs = 0;
  #gathering: Promise<void> | null = null;
  #isBatchFilling = false;

  constructor(options: DelivererOptions) {
    this.#options = options;
  }

  /** Something may have become deliverable: a new turn of the object. */
  kick(): void {
    this.#requestsLeft = requestsPerTurn;
    this.#fill();
  }

  /** The alarm's handler: goes on until nothing can go now, for a minute at most; an alarm may not last for ever. */
  async run(): Promise<void> {
    const startedAtMs = this.#options.now();
    this.kick();
    while (this.#lanes.size > 0 || this.#gathering !== null) {
      if (this.#options.now() - startedAtMs > longestTurnMs) break;
      await Promise.race([...this.#lanes, ...(this.#gathering === null ? [] : [this.#gathering])]);
    }
    this.#rest();
  }

  /** The endpoint is another than it was: what was learned of it does not hold. */
  reset(): void {
    this.#breaker = closedBreaker;
    this.#pausedUntilMs = 0;
    this.kick();
  }

  #fill(): void {
    const { configuration, waitUntil, wakeAt, now } = this.#options;
    const concurrency = configuration.endpoint?.concurrency ?? 0;
    while (this.#lanes.size < concurrency) {
      const delivery = this.#take();
      if (delivery === null) break;
      const lane = this.#deliver(delivery).finally(() => {
        this.#lanes.delete(lane);
        this.#fill();
        if (this.#lanes.size === 0) this.#rest();
      });
      this.#lanes.add(lane);
      waitUntil(lane);
    }
    if (this.#lanes.size > 0) wakeAt(now() + watchMs);
  }

  #take(): Delivery | null {
    const { configuration, picker, waitUntil, now } = this.#options;
    const nowMs = now();
    const { endpoint } = configuration;
    if (endpoint === null || !configuration.mayDeliver) return null;
    if (this.#requestsLeft === 0 || nowMs < this.#pausedUntilMs) return null;
    const goesAtMs = picker.goesAtMs(endpoint, nowMs);
    if (goesAtMs === null) return null;
    if (goesAtMs > nowMs) {
      waitUntil(this.#fillIn(goesAtMs - nowMs));
      return null;
    }
    const { admitted, breaker } = admit(this.#breaker, breakerOptions, 1, nowMs);
    this.#breaker = breaker;
    if (admitted === 0) return null;
    this.#requestsLeft -= 1;
    return picker.pick(endpoint, nowMs);
  }

  /** Fills again when the first event has waited for long enough. */
  async #fillIn(delayMs: number): Promise<void> {
    if (this.#isBatchFilling) return;
    this.#isBatchFilling = true;
    await this.#options.wait(delayMs);
    this.#isBatchFilling = false;
    this.#fill();
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { configuration, outcomes, now } = this.#options;
    const { endpoint } = configuration;
    if (endpoint === null) return;
    const startedAtMs = now();
    const inboundId = inboundIdOf(delivery.events);
    const trace = this.#options.tracer?.begin(endpoint, delivery) ?? null;
    const readBytes = inboundId === null ? undefined : replyBodyBytes;
    let sent = await this.send(endpoint, delivery.content, readBytes, trace?.headers);
    trace?.end(sent, startedAtMs);
    if (inboundId !== null && judgeResponse(sent) === "delivered") {
      sent = await handOnReply(inboundId, sent, this.#options.onReply);
    }
    const nowMs = now();
    const verdict = judgeResponse(sent);
    const waitMs = verdict === "slow" ? retryAfterMs(sent.retryAfter, nowMs) : null;
    if (configuration.endpoint?.version === endpoint.version) this.#learn(verdict, waitMs, nowMs);
    outcomes.add({ delivery, version: endpoint.version, sent, verdict, waitMs, startedAtMs });
    this.#gather();
  }

  /** Signs and sends one request. A failure of any kind is an answer, too. */
  async send(
    endpoint: Endpoint,
    content: RequestContent,
    readBytes?: number,
    traceHeaders?: TraceHeaders,
  ): Promise<SentRequest> {
    const { configuration, fetcher, now } = this.#options;
    try {
      const timestamp = Math.floor(now() / 1_000);
      const signed = await signRequest({ ...content, timestamp }, await configuration.keys(), now());
      const headers = {
        ...endpoint.headers,
        "content-type": "application/json",
        "user-agent": "Heliograph-Webhooks/1",
        ...signed,
        ...traceHeaders,
      };
      return await sendRequest({ url: endpoint.url, headers, body: content.body, readBytes }, fetcher, now);
    } catch (error) {
      logError("webhook.send_failed", error, { endpointId: endpoint.id });
      return notAnswered("the request could not be made", 0);
    }
  }

  #learn(verdict: Verdict, waitMs: number | null, nowMs: number): void {
    const isSuccess = verdict === "delivered";
    const result = { successes: isSuccess ? 1 : 0, failures: isSuccess ? 0 : 1 };
    this.#breaker = recordResults(this.#breaker, breakerOptions, result, nowMs);
    if (waitMs !== null) this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + Math.min(waitMs, longestPauseMs));
  }

  /** Writes what came in, a moment later, so that a busy endpoint's outcomes share rows. */
  #gather(): void {
    if (this.#gathering !== null) return;
    this.#gathering = this.#writeSoon();
    this.#options.waitUntil(this.#gathering);
  }

  async #writeSoon(): Promise<void> {
    const { configuration, outcomes, wait } = this.#options;
    for (let times = 1; times <= busyGatherTimes; times += 1) {
      await wait(gatherMs);
      const isBusy = this.#lanes.size === configuration.endpoint?.concurrency;
      if (!isBusy || !outcomes.mayGather) break;
    }
    this.#gathering = null;
    this.#options.outcomes.write();
    this.#fill();
    if (this.#lanes.size === 0) this.#rest();
  }

  /** Sees to it that the alarm goes when there is something to do next. */
  #rest(): void {
    const { configuration, window, now, wakeAt } = this.#options;
    if (!configuration.mayDeliver || this.#gathering !== null) return;
    const nowMs = now();
    if (window.hasReady(nowMs)) {
      const heldUntilMs = Math.max(this.#pausedUntilMs, this.#breaker.trialsFromMs ?? 0);
      if (heldUntilMs > nowMs) wakeAt(heldUntilMs);
      else wakeAt(nowMs + (this.#requestsLeft === 0 ? 1 : watchMs));
    } else if (window.nextDueMs !== null) {
      wakeAt(window.nextDueMs);
    }
  }
}
