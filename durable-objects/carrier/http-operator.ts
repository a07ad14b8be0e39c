import { type CallbackKind, callbackPath } from "../../src/carriers/callback-address.ts";
import type { HttpOperatorDescription } from "../../src/carriers/carrier.ts";
import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import type { CallbackAnswer } from "../../src/carriers/take-callback.ts";
import type { Result } from "../../src/errors.ts";
import type { HttpOperatorConfig } from "../../src/http-operators/operator-config.ts";
import type { TemplateValues } from "../../src/http-operators/template.ts";
import type { InboundReport, ReceiptReport } from "../../src/link/frames.ts";
import type { Span } from "../../src/traces/span.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { CallbackDesk, type OperatorCallback } from "./callback-desk.ts";
import type { Configuration } from "./configuration.ts";
import { HttpDesk, operatorAlarm } from "./http-desk.ts";
import type { Fetch } from "./http-exchange.ts";
import { requestSpans } from "./request-spans.ts";
import { InboundIds } from "./inbound-ids.ts";
import type { Journals } from "./journals.ts";

/** How long an operator may repeat a call with a text from a handset. */
const inboundIdTtlMs = 5 * 24 * 3_600_000;
/** Journals of connectors have names; this one is the carrier's own. */
const ownJournal = "";

export interface HttpOperatorOptions {
  sql: SqlStorage;
  journals: Journals;
  alarms: AlarmBook;
  configuration: Configuration;
  keySecret: string;
  fetch: Fetch;
  now: () => number;
  waitUntil(promise: Promise<unknown>): void;
  /** Applies a change, all of it or nothing, and stores what it led to. */
  atOnce(change: () => void): void;
  applyResults(results: readonly CarrierResult[], journal: number): void;
  applyReceipts(receipts: readonly ReceiptReport[]): void;
  addInbound(report: InboundReport): void;
  /** Hands out what there is room for. */
  pump(): void;
  /** Sends spans of texts that are traced. */
  exportSpans(spans: readonly Span[]): void;
}

/** A carrier that is an operator's HTTP API rather than binds: requests out, callbacks in. */
export class HttpOperator {
  readonly desk: HttpDesk;
  readonly #options: HttpOperatorOptions;
  readonly #callbacks: CallbackDesk;
  readonly #inboundIds: InboundIds;

  constructor(options: HttpOperatorOptions) {
    this.#options = options;
    const { sql, alarms, configuration, fetch, now } = options;
    const common = { carrierId: () => this.#carrierId, secrets: () => configuration.operatorSecrets(), now };
    this.#inboundIds = new InboundIds(sql);
    this.desk = new HttpDesk({
      ...common,
      journal: options.journals.open(ownJournal, ownJournal).number,
      alarms,
      fetch,
      config: () => (configuration.current?.service === "disabled" ? null : (configuration.current?.http ?? null)),
      callbackUrls: (config) => this.#callbackUrls(config),
      waitUntil: (promise) => options.waitUntil(promise),
      onResults: (results) => {
        options.atOnce(() => options.applyResults(results, this.desk.journal));
        options.pump();
      },
      onTraced: (text, results, endMs) => options.exportSpans(requestSpans(this.#carrierId, { text, results, endMs })),
    });
    this.#callbacks = new CallbackDesk({
      ...common,
      // A carrier that is out of service still hears what became of what it sent.
      config: () => configuration.current?.http ?? null,
      onReceipts: (receipts) => options.atOnce(() => options.applyReceipts(receipts)),
      onInbound: (inbound) =>
        options.atOnce(() => {
          for (const { id, report } of inbound) {
            if (id === null || this.#inboundIds.claim(id, now())) options.addInbound(report);
          }
        }),
    });
  }

  /** The alarms this sets, by kind. */
  readonly handlers = {
    [operatorAlarm]: () => {
      this.desk.onRested();
      this.#options.pump();
      // With nothing to try it on, it counts as recovered: texts go elsewhere for as long as it does not.
      if (this.desk.assumeRecovered()) this.#options.pump();
    },
  };

  /** Null where the carrier has no HTTP operator. */
  async describe(): Promise<HttpOperatorDescription | null> {
    const config = this.#options.configuration.current?.http ?? null;
    if (config === null) return null;
    const { requestsInFlight, resting } = this.desk.numbers;
    return {
      ...config,
      requestsInFlight,
      resting: resting === null ? null : { until: new Date(resting.untilMs).toISOString(), reason: resting.reason },
      callbackUrls: {
        receipts: config.callbacks.receipts === null ? null : await this.#callbackUrl(config, "receipts"),
        inbound: config.callbacks.inbound === null ? null : await this.#callbackUrl(config, "inbound"),
      },
    };
  }

  /** Takes a call of the operator; it is stored when this answers. Errors: not_found, invalid_request. */
  takeCallback(call: OperatorCallback): Promise<Result<CallbackAnswer>> {
    return this.#callbacks.take(call);
  }

  /** Forgets a bounded number of ids that are long over; returns how many. */
  sweep(nowMs: number, limit: number): number {
    return this.#inboundIds.sweep(nowMs - inboundIdTtlMs, limit);
  }

  async #callbackUrls(config: HttpOperatorConfig): Promise<TemplateValues> {
    const { receipts, inbound } = config.callbacks;
    if (config.publicUrl === null) return {};
    return {
      ...(receipts !== null && { receiptUrl: await this.#callbackUrl(config, "receipts") }),
      ...(inbound !== null && { inboundUrl: await this.#callbackUrl(config, "inbound") }),
    };
  }

  /** Only the path where the configuration does not say what is before it. */
  async #callbackUrl({ callbacks, publicUrl }: HttpOperatorConfig, kind: CallbackKind): Promise<string> {
    const path = await callbackPath(this.#carrierId, kind, callbacks.version, this.#options.keySecret);
    return publicUrl === null ? path : publicUrl.replace(/\/+$/, "") + path;
  }

  get #carrierId(): string {
    return this.#options.configuration.current?.id ?? "";
  }
}
