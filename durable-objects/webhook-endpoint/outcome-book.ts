import type { DeliveryAttempt } from "../../src/webhooks/delivery-attempt.ts";
import type { DisabledReason } from "../../src/webhooks/endpoint.ts";
import type { Verdict } from "../../src/webhooks/judge-response.ts";
import { retryAtMs } from "../../src/webhooks/retry-schedule.ts";
import type { Backlog } from "./backlog.ts";
import type { Configuration } from "./configuration.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { DeliveryWindow, PendingEvent } from "./delivery-window.ts";
import type { SentRequest } from "./send-request.ts";

/** Nothing but failures for this long, and the endpoint is given up. */
const failingLimitMs = 5 * 86_400_000;

/** What one request came to. */
export interface Outcome {
  events: readonly PendingEvent[];
  /** The version of the endpoint that it was made to. */
  version: number;
  webhookId: string;
  sent: SentRequest;
  verdict: Verdict;
  /** The wait the endpoint asked for. */
  waitMs: number | null;
  startedAtMs: number;
}

export interface OutcomeBookOptions {
  configuration: Configuration;
  backlog: Backlog;
  window: DeliveryWindow;
  log: DeliveryLog;
  transaction: (write: () => void) => void;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  /** The endpoint stops by itself; within the transaction that says so. */
  onStop: (reason: DisabledReason) => void;
}

/** Gathers what requests came to, and writes it all in one transaction: what is done, what is tried again and when, and the log. */
export class OutcomeBook {
  readonly #options: OutcomeBookOptions;
  #outcomes: Outcome[] = [];

  constructor(options: OutcomeBookOptions) {
    this.#options = options;
  }

  add(outcome: Outcome): void {
    this.#outcomes.push(outcome);
  }

  write(): void {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const { configuration, log, transaction, now } = this.#options;
    // The endpoint may have been removed meanwhile.
    if (outcomes.length === 0 || configuration.endpoint === null) return;
    transaction(() => {
      const nowMs = now();
      log.append(
        outcomes.map((outcome) => this.#settle(outcome, nowMs)),
        nowMs,
      );
      this.#judgeEndpoint(outcomes, nowMs);
    });
  }

  #settle(outcome: Outcome, nowMs: number): DeliveryAttempt {
    const { events, webhookId, sent, verdict, startedAtMs } = outcome;
    const attempt = Math.max(...events.map(({ attempts }) => attempts)) + 1;
    const told = {
      webhookId,
      eventIds: events.map(({ id }) => id),
      events: events.length,
      attempt,
      atMs: startedAtMs,
      durationMs: sent.durationMs,
      status: sent.status,
      error: sent.error,
      response: sent.response,
    };
    if (verdict === "delivered") {
      this.#finish(events, nowMs);
      return { ...told, outcome: "delivered", nextAttemptAtMs: null };
    }
    const nextAttemptAtMs = this.#putOff(outcome, nowMs);
    return { ...told, outcome: nextAttemptAtMs === null ? "given_up" : "failed", nextAttemptAtMs };
  }

  #finish(events: readonly PendingEvent[], nowMs: number): void {
    this.#options.backlog.finish(events);
    for (const event of events) this.#options.window.done(event, nowMs);
  }

  /** When the earliest of the events goes again; null where all are given up. */
  #putOff({ events, waitMs }: Outcome, nowMs: number): number | null {
    const { backlog, window, random } = this.#options;
    const share = random();
    let earliestMs: number | null = null;
    for (const event of events) {
      event.attempts += 1;
      const dueAtMs = retryAtMs(event.attempts, nowMs, share, waitMs);
      if (dueAtMs === null) {
        backlog.giveUp(event, nowMs);
        this.#finish([event], nowMs);
        continue;
      }
      event.dueAtMs = dueAtMs;
      backlog.putOff(event);
      window.putOff(event, nowMs);
      earliestMs = Math.min(earliestMs ?? dueAtMs, dueAtMs);
    }
    return earliestMs;
  }

  #judgeEndpoint(all: readonly Outcome[], nowMs: number): void {
    const { configuration, onStop } = this.#options;
    if (configuration.stoppedFor !== null) return;
    // What was sent before a change says nothing of the endpoint as it is now.
    const outcomes = all.filter(({ version }) => version === configuration.endpoint?.version);
    if (outcomes.length === 0) return;
    const hasSucceeded = outcomes.some(({ verdict }) => verdict === "delivered");
    const sinceMs = hasSucceeded ? null : (configuration.failingSinceMs ?? nowMs);
    configuration.setFailingSince(sinceMs);
    if (outcomes.some(({ verdict }) => verdict === "gone")) onStop("gone");
    else if (sinceMs !== null && nowMs - sinceMs >= failingLimitMs) onStop("failing");
  }
}
