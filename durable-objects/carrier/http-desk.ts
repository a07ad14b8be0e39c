import type { CarrierResult } from "../../src/carriers/carrier-result.ts";
import { operatorBind } from "../../src/http-operators/callback-read.ts";
import type { HttpOperatorConfig } from "../../src/http-operators/operator-config.ts";
import type { OperatorSecrets } from "../../src/http-operators/operator-secrets.ts";
import type { ResponseOutcome } from "../../src/http-operators/read-response.ts";
import { type OperatorRequest, operatorRequests } from "../../src/http-operators/request-values.ts";
import type { RestReason } from "../../src/http-operators/rest-reasons.ts";
import type { TemplateValues } from "../../src/http-operators/template.ts";
import type { SubmitText } from "../../src/link/frames.ts";
import { logError, logWarning } from "../../src/log.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import { type ExchangeOutcome, type Fetch, exchange } from "./http-exchange.ts";
import { OperatorRest } from "./operator-rest.ts";

export const operatorAlarm = "operator-rest";

export interface HttpDeskOptions {
  /** What texts are marked with that are under way here, as those at a connector are with its journal's number. */
  journal: number;
  alarms: AlarmBook;
  carrierId(): string;
  /** Null where the carrier has no HTTP operator, or is disabled. */
  config(): HttpOperatorConfig | null;
  secrets(): Promise<OperatorSecrets>;
  /** The addresses the operator is to call, where it is to. */
  callbackUrls(config: HttpOperatorConfig): Promise<TemplateValues>;
  fetch: Fetch;
  now: () => number;
  waitUntil(promise: Promise<unknown>): void;
  /** Applies results in one transaction, then hands out what there is room for. */
  onResults(results: readonly CarrierResult[]): void;
  /** Told what became of a request for a text that is traced, which took until `endMs`. */
  onTraced(text: SubmitText, results: readonly CarrierResult[], endMs: number): void;
}

/** One request that was handed out and waits for its turn or its answer. */
interface Job {
  text: SubmitText;
  request: OperatorRequest;
}

type JobOutcome = ExchangeOutcome | { kind: "unsent" } | { kind: "expired" };

/**
 * The carrier's own end of the way: talks to an operator's HTTP API as a connector does to an SMSC. A text is on record as
 * handed out before its request leaves, as the platform holds back requests until what was written before them is on disk.
 */
export class HttpDesk {
  readonly #options: HttpDeskOptions;
  readonly #rest = new OperatorRest();
  readonly #queue: Job[] = [];
  #underWay = 0;

  constructor(options: HttpDeskOptions) {
    this.#options = options;
  }

  get journal(): number {
    return this.#options.journal;
  }

  /** Requests that may begin now. */
  free(): number {
    const config = this.#options.config();
    if (config === null) return 0;
    return this.#rest.free(config.maxConcurrency, this.#underWay + this.#queue.length, this.#options.now());
  }

  /** Whether the operator answers, as far as is known. */
  get isReachable(): boolean {
    return this.#options.config() !== null && !this.#rest.isOutage;
  }

  get numbers(): { requestsInFlight: number; resting: { untilMs: number; reason: RestReason } | null } {
    return { requestsInFlight: this.#underWay, resting: this.#rest.resting(this.#options.now()) };
  }

  /** The configuration has changed. */
  onConfigured(): void {
    this.#rest.reset();
    this.#start();
  }

  /** The alarm's handler: a rest is over. */
  onRested(): void {
    this.#watchRest();
    this.#start();
  }

  /** Takes an operator that failed for recovered where no request is there to find out with. True where that is news. */
  assumeRecovered(): boolean {
    if (this.#underWay > 0 || !this.#rest.isOutage) return false;
    if (this.#rest.resting(this.#options.now()) !== null) return false;
    this.#rest.reset();
    return true;
  }

  /** Sends texts that were handed to this desk. */
  submit(texts: readonly SubmitText[]): void {
    const context = { splits: this.#options.config()?.splits ?? false, nowMs: this.#options.now() };
    for (const text of texts) {
      for (const request of operatorRequests(text, context)) this.#queue.push({ text, request });
    }
    this.#start();
  }

  #start(): void {
    const nowMs = this.#options.now();
    for (;;) {
      const config = this.#options.config();
      if (config !== null && this.#rest.free(config.maxConcurrency, this.#underWay, nowMs) === 0) return;
      const job = this.#queue.shift();
      if (job === undefined) return;
      this.#underWay += 1;
      this.#options.waitUntil(this.#run(job, config));
    }
  }

  async #run({ text, request }: Job, config: HttpOperatorConfig | null): Promise<void> {
    const sentAtMs = this.#options.now();
    const outcome = await this.#outcomeOf(text, request, config, sentAtMs);
    this.#underWay -= 1;
    this.#learn(outcome, sentAtMs);
    const result = resultOf(outcome);
    const { messageId, attempt } = text;
    // Segments of one request have one moment, by which a receipt for one of them is known to be for all.
    const results = request.segments.map((segment) => ({
      messageId,
      segment,
      attempt,
      bindId: operatorBind,
      atMs: sentAtMs,
      ...result,
    }));
    if (text.trace !== undefined) this.#options.onTraced(text, results, this.#options.now());
    this.#options.onResults(results);
    this.#start();
  }

  async #outcomeOf(
    { validUntilMs }: SubmitText,
    request: OperatorRequest,
    config: HttpOperatorConfig | null,
    nowMs: number,
  ): Promise<JobOutcome> {
    if (config === null) return { kind: "unsent" };
    if (validUntilMs !== undefined && validUntilMs <= nowMs) return { kind: "expired" };
    let secret: string;
    let values: TemplateValues;
    try {
      secret = (await this.#options.secrets()).auth ?? "";
      values = { ...request.values, ...(await this.#options.callbackUrls(config)) };
    } catch (error) {
      // CREDENTIALS_KEY is another one since the secrets were stored.
      logError("http_operator.no_credentials", error, { carrierId: this.#options.carrierId() });
      return { kind: "refused", refusal: { name: "NO_CREDENTIALS", action: "pause" } };
    }
    return exchange(config, secret, values, this.#options);
  }

  /** What an outcome says of the operator rather than of the text. */
  #learn(outcome: JobOutcome, sentAtMs: number): void {
    const nowMs = this.#options.now();
    const carrierId = this.#options.carrierId();
    if (outcome.kind === "unsent" || outcome.kind === "expired" || outcome.kind === "unbuilt") return;
    if (outcome.kind === "unanswered") {
      this.#rest.onFailed("unreachable", sentAtMs, nowMs);
      logWarning("http_operator.unanswered", { carrierId, reason: outcome.reason });
    } else if (outcome.kind === "refused" && outcome.refusal.action === "pause") {
      this.#rest.onFailed("refused", sentAtMs, nowMs);
      logError("http_operator.paused", `the operator refuses us: ${outcome.refusal.name}`, { carrierId });
    } else if (outcome.kind === "refused" && outcome.refusal.action === "unknown") {
      this.#rest.onFailed("unreachable", sentAtMs, nowMs);
    } else {
      this.#rest.onAnswered();
      if (outcome.kind === "refused" && outcome.restMs !== undefined) this.#rest.onAsked(outcome.restMs, nowMs);
      if (outcome.kind === "accepted" && this.#lacksId(outcome)) logWarning("http_operator.no_id", { carrierId });
    }
    this.#watchRest();
  }

  #watchRest(): void {
    const resting = this.#rest.resting(this.#options.now());
    if (resting !== null) this.#options.alarms.set(operatorAlarm, "", resting.untilMs);
  }

  #lacksId({ carrierMessageId }: Extract<ResponseOutcome, { kind: "accepted" }>): boolean {
    return carrierMessageId === undefined && (this.#options.config()?.response.id ?? null) !== null;
  }
}

type ResultPart = Pick<CarrierResult, "outcome" | "carrierMessageId" | "reason" | "refusal">;

function resultOf(outcome: JobOutcome): ResultPart {
  switch (outcome.kind) {
    case "accepted":
      return outcome.carrierMessageId === undefined
        ? { outcome: "accepted" }
        : { outcome: "accepted", carrierMessageId: outcome.carrierMessageId };
    case "unsent":
    case "expired":
      return { outcome: outcome.kind };
    case "unbuilt":
      return { outcome: "invalid", reason: outcome.reason };
    case "unanswered":
      return { outcome: "unknown", reason: outcome.reason };
    case "refused": {
      const { name, action } = outcome.refusal;
      if (action === "unknown") return { outcome: "unknown", reason: name };
      if (action === "pause") return { outcome: "unsent", reason: name };
      return { outcome: "rejected", refusal: { ...outcome.refusal, action } };
    }
  }
}
