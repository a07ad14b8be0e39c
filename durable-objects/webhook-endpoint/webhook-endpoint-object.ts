import { DurableObject } from "cloudflare:workers";
import { type Result, fail, ok } from "../../src/errors.ts";
import { takesType } from "../../src/events/event-types.ts";
import type { FeedEvent } from "../../src/events/feed-event.ts";
import { type IdFactory, createIdFactory } from "../../src/ids.ts";
import { logError, logWarning } from "../../src/log.ts";
import type { Page } from "../../src/page.ts";
import { exportSpans, isTracing } from "../../src/traces/export-spans.ts";
import type { DeliveryAttempt } from "../../src/webhooks/delivery-attempt.ts";
import type { DisabledReason, Endpoint } from "../../src/webhooks/endpoint.ts";
import { AlarmBook } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { Backlog, type WantedChunk } from "./backlog.ts";
import { Configuration } from "./configuration.ts";
import { Deliverer } from "./deliverer.ts";
import { DeliveryLog } from "./delivery-log.ts";
import { DeliveryPicker } from "./delivery-picker.ts";
import { DeliveryTracer } from "./delivery-tracer.ts";
import { DeliveryWindow } from "./delivery-window.ts";
import { OutcomeBook } from "./outcome-book.ts";
import { webhookEndpointMigrations } from "./schema.ts";
import { sendTestEvent } from "./send-test.ts";

const watchMs = 30_000;
const sweepIntervalMs = 3_600_000;
const sweepBatch = 1_000;
/** A chunk is not handed over again after this long. */
const chunkIdsKeptMs = 24 * 3_600_000;
const logKeptMs = 30 * 24 * 3_600_000;

/**
 * One webhook endpoint of one account: its backlog, what was tried, and who is tried next. It has an object of its own, so that
 * a slow one holds up nobody else. Addressed by endpoint id; only its account and the events consumer call it.
 */
export class WebhookEndpointObject extends DurableObject<Env> {
  readonly #alarms: AlarmBook;
  readonly #configuration: Configuration;
  readonly #log: DeliveryLog;
  readonly #ids: IdFactory;
  readonly #window = new DeliveryWindow();
  readonly #backlog: Backlog;
  readonly #deliverer: Deliverer;
  #wakesAtMs: number | null = null;
  #isTesting = false;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const { storage } = state;
    migrate(storage, webhookEndpointMigrations);
    this.#alarms = new AlarmBook(storage, Date.now);
    this.#configuration = new Configuration(storage.sql, env.CREDENTIALS_KEY);
    this.#log = new DeliveryLog(storage.sql);
    this.#ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));
    this.#backlog = new Backlog(storage.sql);
    const shared = {
      configuration: this.#configuration,
      backlog: this.#backlog,
      window: this.#window,
      transaction: (write: () => void) => this.#transaction(write),
      now: Date.now,
    };
    this.#deliverer = new Deliverer({
      ...shared,
      picker: new DeliveryPicker({ ...shared, nextBatchId: () => this.#ids.next("webhookBatch") }),
      outcomes: new OutcomeBook({
        ...shared,
        log: this.#log,
        random: Math.random,
        onStop: (reason) => this.#stop(reason),
      }),
      fetcher: (...request) => fetch(...request),
      wait: (delayMs) => scheduler.wait(delayMs),
      waitUntil: (work) => state.waitUntil(work),
      wakeAt: (atMs) => this.#wakeAt(atMs),
      tracer: isTracing(env)
        ? new DeliveryTracer((spans) => exportSpans(env, (work) => state.waitUntil(work), spans))
        : undefined,
      onReply: async (inboundId, reply) => {
        const accountId = this.#configuration.endpoint?.accountId;
        if (accountId !== undefined) await env.ACCOUNT.getByName(accountId).inbound.reply(inboundId, reply);
      },
    });
  }

  /** Takes what the account says of the endpoint; an older version than the one that is here changes nothing. */
  configure(endpoint: Endpoint): void {
    const isFirst = this.#configuration.endpoint === null;
    if (!this.#configuration.put(endpoint)) return;
    if (isFirst) this.#alarms.set("sweep", "", Date.now() + sweepIntervalMs);
    this.#deliverer.reset();
  }

  /** The account has no such endpoint any more. */
  remove(): void {
    this.#transaction(() => {
      this.#configuration.remove();
      for (const table of ["chunks", "progress", "retries", "batches", "given_up", "attempts", "alarms"]) {
        this.ctx.storage.sql.exec(`DELETE FROM ${table}`);
      }
    });
  }

  /**
   * Stores chunks of events, then delivers what the endpoint wants of them. A chunk that came before changes nothing. Returns how
   * many events wait. Throws where the account has not told of the endpoint yet, or has removed it: which of the two, it knows.
   */
  enqueue(chunks: WantedChunk[]): number {
    const { endpoint } = this.#configuration;
    if (endpoint === null) throw new Error("the endpoint is not configured");
    if (chunks.length === 0) return this.#backlog.waiting;
    this.#transaction(() => {
      const nowMs = Date.now();
      for (const chunk of chunks) {
        const wanted = wantedOf(chunk, endpoint.events);
        if (wanted !== null) this.#backlog.add(wanted, nowMs);
      }
      this.#backlog.load(this.#window, nowMs);
      this.#trim(nowMs);
      this.#wakeAt(nowMs + watchMs);
    });
    this.#deliverer.kick();
    return this.#backlog.waiting;
  }

  /** Makes one request with an event made up for it, and says what came of it. Errors: not_found, rate_limited. */
  async sendTest(): Promise<Result<DeliveryAttempt>> {
    const { endpoint } = this.#configuration;
    if (endpoint === null) return fail("not_found");
    if (this.#isTesting) return fail("rate_limited", { message: "A test is under way.", retryAfterSeconds: 15 });
    this.#isTesting = true;
    try {
      const sender = { deliverer: this.#deliverer, ids: this.#ids, now: Date.now };
      const attempt = await sendTestEvent(endpoint, sender);
      this.#log.append([attempt], Date.now());
      return ok(attempt);
    } finally {
      this.#isTesting = false;
    }
  }

  /** Newest first. */
  deliveries(after: string | null, limit: number): Page<DeliveryAttempt> {
    return this.#log.list(after, limit);
  }

  /** How many events wait to be delivered. */
  waiting(): number {
    return this.#backlog.waiting;
  }

  /** Tries again at once what is put off, and once more what was given up since a moment. Returns how many of the latter. */
  replayFailed(sinceMs: number, replayId: string): number {
    const nowMs = Date.now();
    let takenBack = 0;
    this.#transaction(() => {
      // Batches that an object which has just begun has not read yet would keep the time they were put off to.
      this.#backlog.load(this.#window, nowMs);
      takenBack = this.#backlog.takeBack(sinceMs, replayId, nowMs);
      this.#backlog.hurry(nowMs);
      this.#wakeAt(nowMs + watchMs);
    });
    this.#window.hurry(nowMs);
    this.#deliverer.kick();
    return takenBack;
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    await this.#alarms.run(
      {
        deliver: () => {
          this.#wakesAtMs = null;
          return this.#deliverer.run();
        },
        report: () => this.#reportStop(),
        sweep: () => this.#sweep(),
      },
      (due, error) => logError("alarm.failed", error, { kind: due.kind, endpointId: this.#configuration.endpoint?.id }),
      info,
    );
  }

  #wakeAt(atMs: number): void {
    const nowMs = Date.now();
    if (this.#wakesAtMs !== null && this.#wakesAtMs > nowMs && this.#wakesAtMs <= atMs) return;
    this.#wakesAtMs = Math.max(atMs, nowMs + 1);
    this.#alarms.set("deliver", "", this.#wakesAtMs);
  }

  #trim(nowMs: number): void {
    const dropped = this.#backlog.trim();
    if (dropped === 0) return;
    logWarning("webhook.backlog_trimmed", { endpointId: this.#configuration.endpoint?.id, events: dropped });
    const attempt: DeliveryAttempt = {
      webhookId: null,
      eventIds: [],
      events: dropped,
      attempt: 0,
      atMs: nowMs,
      durationMs: 0,
      status: null,
      outcome: "given_up",
      error: "too many events were waiting",
      response: "",
      nextAttemptAtMs: null,
    };
    this.#log.append([attempt], nowMs);
  }

  #stop(reason: DisabledReason): void {
    this.#configuration.stop(reason);
    this.#alarms.set("report", "", Date.now());
  }

  async #reportStop(): Promise<void> {
    const { endpoint, stoppedFor } = this.#configuration;
    if (endpoint === null || stoppedFor === null) return;
    await this.env.ACCOUNT.getByName(endpoint.accountId).endpoints.disable(endpoint.id, endpoint.version, stoppedFor);
  }

  #sweep(): void {
    const nowMs = Date.now();
    const swept = Math.max(
      this.#log.sweep(nowMs - logKeptMs, sweepBatch),
      this.#backlog.sweep({ chunksBeforeMs: nowMs - chunkIdsKeptMs, givenUpBeforeMs: nowMs - logKeptMs }, sweepBatch),
    );
    this.#alarms.set("sweep", "", nowMs + (swept === sweepBatch ? 1_000 : sweepIntervalMs));
  }

  /** All or nothing; where memory may be ahead of what was rolled back, the object begins again from the disk. */
  #transaction(write: () => void): void {
    try {
      this.ctx.storage.transactionSync(write);
    } catch (error) {
      this.ctx.abort(`a transaction failed: ${String(error)}`);
      throw error;
    }
  }
}

/** What of a chunk an endpoint wants; null where it is nothing. */
function wantedOf(chunk: WantedChunk, filter: readonly string[]): WantedChunk | null {
  if (filter.includes("*")) return chunk;
  const events = JSON.parse(chunk.body) as FeedEvent[];
  const wanted = events.filter(({ type }) => takesType(filter, type));
  if (wanted.length === events.length) return chunk;
  if (wanted.length === 0) return null;
  return { ...chunk, events: wanted.length, body: JSON.stringify(wanted) };
}
