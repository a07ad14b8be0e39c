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
import { requestContent } from "../../src/webhooks/request-content.ts";
import { signRequest } from "../../src/webhooks/sign-request.ts";
import type { Backlog } from "./backlog.ts";
import { type OnReply, handOnReply, inboundIdOf } from "./callback-answers.ts";
import type { Configuration } from "./configuration.ts";
import type { DeliveryWindow, PendingEvent } from "./delivery-window.ts";
import type { OutcomeBook } from "./outcome-book.ts";
import { type SentRequest, notAnswered, sendRequest } from "./send-request.ts";

/** Requests made on one turn of the object; what is left goes on with the next alarm. */
const requestsPerTurn = 500;
const longestTurnMs = 60_000;
/** Longest that an endpoint's Retry-After holds back everything that goes to it. */
const longestPauseMs = 3_600_000;
/** Outcomes that come in within this time are written together. */
const gatherMs = 20;
/** When the alarm looks after what is under way, should nothing else. */
const watchMs = 30_000;

const breakerOptions = { ...breakerDefaults, minimumResults: 10 };

export interface DelivererOptions {
  configuration: Configuration;
  backlog: Backlog;
  window: DeliveryWindow;
  outcomes: OutcomeBook;
  fetcher: typeof fetch;
  now: () => number;
  waitUntil: (work: Promise<unknown>) => void;
  /** Sets the object's alarm for deliveries, unless it goes earlier. */
  wakeAt: (atMs: number) => void;
  onReply: OnReply;
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
    const concurrency = this.#options.configuration.endpoint?.concurrency ?? 0;
    while (this.#lanes.size < concurrency) {
      const events = this.#take();
      if (events.length === 0) break;
      const lane = this.#deliver(events).finally(() => {
        this.#lanes.delete(lane);
        this.#fill();
        if (this.#lanes.size === 0) this.#rest();
      });
      this.#lanes.add(lane);
      this.#options.waitUntil(lane);
    }
    if (this.#lanes.size > 0) this.#options.wakeAt(this.#options.now() + watchMs);
  }

  #take(): PendingEvent[] {
    const { configuration, backlog, window, now } = this.#options;
    const nowMs = now();
    const { endpoint } = configuration;
    if (endpoint === null || !configuration.mayDeliver) return [];
    if (this.#requestsLeft === 0 || nowMs < this.#pausedUntilMs) return [];
    backlog.load(window, nowMs);
    if (!window.hasReady(nowMs)) return [];
    const { admitted, breaker } = admit(this.#breaker, breakerOptions, 1, nowMs);
    this.#breaker = breaker;
    if (admitted === 0) return [];
    this.#requestsLeft -= 1;
    return window.take(endpoint.maxBatch, nowMs);
  }

  async #deliver(events: PendingEvent[]): Promise<void> {
    const { configuration, outcomes, now } = this.#options;
    const { endpoint } = configuration;
    if (endpoint === null) return;
    const startedAtMs = now();
    const content = requestContent(events, endpoint.maxBatch, startedAtMs);
    const inboundId = inboundIdOf(events);
    let sent = await this.send(endpoint, content, inboundId === null ? undefined : replyBodyBytes);
    if (inboundId !== null && judgeResponse(sent) === "delivered") {
      sent = await handOnReply(inboundId, sent, this.#options.onReply);
    }
    const nowMs = now();
    const verdict = judgeResponse(sent);
    const waitMs = verdict === "slow" ? retryAfterMs(sent.retryAfter, nowMs) : null;
    if (configuration.endpoint?.version === endpoint.version) this.#learn(verdict, waitMs, nowMs);
    outcomes.add({ events, version: endpoint.version, webhookId: content.id, sent, verdict, waitMs, startedAtMs });
    this.#gather();
  }

  /** Signs and sends one request. A failure of any kind is an answer, too. */
  async send(endpoint: Endpoint, content: { id: string; body: string }, readBytes?: number): Promise<SentRequest> {
    const { configuration, fetcher, now } = this.#options;
    try {
      const timestamp = Math.floor(now() / 1_000);
      const signed = await signRequest({ ...content, timestamp }, await configuration.keys(), now());
      const headers = {
        ...endpoint.headers,
        "content-type": "application/json",
        "user-agent": "Heliograph-Webhooks/1",
        ...signed,
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

  /** Writes what came in, a moment later, so that a busy endpoint's outcomes share a row. */
  #gather(): void {
    if (this.#gathering !== null) return;
    this.#gathering = this.#writeSoon();
    this.#options.waitUntil(this.#gathering);
  }

  async #writeSoon(): Promise<void> {
    await scheduler.wait(gatherMs);
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
