import type { QueryReport, QueryRequest } from "../src/link/frames.ts";
import type { HeldSubmit } from "./bind.ts";
import type { BindPool } from "./bind-pool.ts";
import { failureFields } from "./failure-fields.ts";
import type { ReportLog } from "./report-log.ts";
import type { QueryResult } from "./smpp/query-result.ts";
import type { CarrierTiming } from "./timing.ts";

export interface QueryDeskOptions {
  reports: Pick<ReportLog, "addQuery">;
  pool: Pick<BindPool<HeldSubmit>, "query">;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  timing: Pick<CarrierTiming, "queryWaitMs" | "queryLimit">;
}

interface Waiting {
  request: QueryRequest;
  sinceMs: number;
}

/**
 * The edge's questions about segments whose receipt is overdue. They go out in slots that the submits leave, and every one is
 * reported on, asked or not; those lost with the process the edge asks again.
 */
export class QueryDesk {
  readonly #options: QueryDeskOptions;
  /** Oldest first. */
  #waiting: Waiting[] = [];
  /** Why nothing is asked any more. */
  #closed: string | undefined = undefined;

  constructor(options: QueryDeskOptions) {
    this.#options = options;
  }

  take(requests: readonly QueryRequest[]): void {
    const { monotonicMs, timing } = this.#options;
    const sinceMs = monotonicMs();
    for (const request of requests) {
      const obstacle =
        this.#closed ?? (this.#waiting.length >= timing.queryLimit ? "too many queries wait" : undefined);
      if (obstacle === undefined) {
        this.#waiting.push({ request, sinceMs });
      } else {
        this.#report(request, "", { outcome: "unsent", reason: obstacle });
      }
    }
    this.pump();
  }

  /** Asks as much as the binds have room for; to be called after the submits have had theirs. */
  pump(): void {
    let asked = 0;
    for (const { request } of this.#waiting) {
      if (!this.#ask(request)) {
        break;
      }
      asked++;
    }
    this.#waiting.splice(0, asked);
  }

  /** Gives up those that found no room in time. */
  sweep(): void {
    const { monotonicMs, timing } = this.#options;
    const beforeMs = monotonicMs() - timing.queryWaitMs;
    const firstKept = this.#waiting.findIndex(({ sinceMs }) => sinceMs > beforeMs);
    this.#giveUp(firstKept === -1 ? this.#waiting.length : firstKept, "no bind had room");
  }

  /** Asks nothing more. */
  close(reason: string): void {
    this.#closed = reason;
    this.#giveUp(this.#waiting.length, reason);
  }

  #ask(request: QueryRequest): boolean {
    const { carrierMessageId: messageId, bindId } = request;
    const { address, ton: typeOfNumber, npi: numberingPlan } = request.source;
    const query = { messageId, source: { address, typeOfNumber, numberingPlan } };
    return this.#options.pool.query(query, bindId, (askedBindId, result) => this.#report(request, askedBindId, result));
  }

  #giveUp(count: number, reason: string): void {
    for (const { request } of this.#waiting.splice(0, count)) {
      this.#report(request, "", { outcome: "unsent", reason });
    }
  }

  #report({ messageId, segment, carrierMessageId }: QueryRequest, bindId: string, result: QueryResult): void {
    const atMs = this.#options.now();
    this.#options.reports.addQuery({ messageId, segment, carrierMessageId, bindId, ...fieldsOf(result), atMs });
  }
}

function fieldsOf(
  result: QueryResult,
): Pick<QueryReport, "outcome" | "state" | "errorCode" | "commandStatus" | "reason"> {
  if (result.outcome !== "answered") {
    return failureFields(result);
  }
  const { state, errorCode } = result;
  return { outcome: "answered", state, ...(errorCode !== undefined && { errorCode }) };
}
