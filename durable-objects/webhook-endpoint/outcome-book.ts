import type { DeliveryAttempt } from "../../src/webhooks/delivery-attempt.ts";
import type { DisabledReason } from "../../src/webhooks/endpoint.ts";
import type { Verdict } from "../../src/webhooks/judge-response.ts";
import { retryAtMs } from "../../src/webhooks/retry-schedule.ts";
import type { Backlog } from "./backlog.ts";
import type { Configuration } from "./configuration.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import type { Delivery } from "./delivery-picker.ts";
import type { DeliveryWindow } from "./delivery-window.ts";
import { isBatch } from "./pending-event.ts";
import type { SentRequest } from "../../src/webhooks/send-request.ts";

/** Nothing but failures for this long, and the endpoint is given up. */
const failingLimitMs = 5 * 86_400_000;

/** What one request came to. */
export interface Outcome {
  delivery: Delivery;
  /** The version of the endpoint that it was made to. */
  version: number;
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

/** Outcomes that are written together at most. */
const gatheredLimit = 200;

/** Gathers what requests came to, and writes it all in one transaction: what is done, what is tried again and when, and the log. */
export class OutcomeBook {
  readonly #options: OutcomeBookOptions;
  #outcomes: Outcome[] = [];
  /** Something depends on what was gathered, so it is to be written soon. */
  #isAwaited = false;

  constructor(options: OutcomeBookOptions) {
    this.#options = options;
  }

  add(outcome: Outcome): void {
    const { delivery, verdict } = outcome;
    this.#outcomes.push(outcome);
    this.#isAwaited ||= verdict !== "delivered" || this.#options.window.areAwaited(delivery.events);
  }

  /** Whether what was gathered may stay unwritten for a while: all of it arrived, and nothing waits for it. */
  get mayGather(): boolean {
    return !this.#isAwaited && this.#outcomes.length < gatheredLimit;
  }

  write(): void {
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    this.#isAwaited = false;
    const { configuration, backlog, window, log, transaction, now } = this.#options;
    // The endpoint may have been removed meanwhile.
    if (outcomes.length === 0 || configuration.endpoint === null) return;
    transaction(() => {
      const nowMs = now();
      const attempts = outcomes.map((outcome) => this.#settle(outcome, nowMs));
      const done = attempts.flatMap(({ outcome }, index) =>
        outcome === "failed" ? [] : [...(outcomes[index]?.delivery.events ?? [])],
      );
      backlog.finish(done);
      window.done(done, nowMs);
      log.append(attempts, nowMs);
      this.#judgeEndpoint(outcomes, nowMs);
    });
  }

  /** What is failed goes again; the rest is done. */
  #settle(outcome: Outcome, nowMs: number): DeliveryAttempt {
    const { delivery, sent, verdict, startedAtMs } = outcome;
    const { item, events, content } = delivery;
    const attempt = item.attempts + 1;
    const nextAttemptAtMs = verdict === "delivered" ? null : this.#putOff(outcome, attempt, nowMs);
    if (nextAttemptAtMs === null && isBatch(item)) this.#options.backlog.batches.free(item);
    const isOver = verdict === "delivered" ? "delivered" : "given_up";
    return {
      webhookId: content.id,
      eventIds: events.map(({ id }) => id),
      events: events.length,
      attempt,
      atMs: startedAtMs,
      durationMs: sent.durationMs,
      status: sent.status,
      outcome: nextAttemptAtMs === null ? isOver : "failed",
      error: sent.error,
      response: sent.response,
      nextAttemptAtMs,
    };
  }

  /** When it goes again; null where it is given up. */
  #putOff({ delivery, waitMs }: Outcome, attempt: number, nowMs: number): number | null {
    const { backlog, window, random } = this.#options;
    const { item, events } = delivery;
    const dueAtMs = retryAtMs(attempt, nowMs, random(), waitMs);
    if (dueAtMs === null) {
      for (const event of events) backlog.giveUp(event, nowMs);
      return null;
    }
    item.attempts = attempt;
    item.dueAtMs = dueAtMs;
    if (isBatch(item)) backlog.batches.putOff(item);
    else backlog.putOff(item);
    window.putOff(item, nowMs);
    return dueAtMs;
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
