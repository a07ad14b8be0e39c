import type { RestReason } from "../../src/http-operators/rest-reasons.ts";

/** How long nothing goes after the first failure in a row, and after each further one twice as long, up to the limit. */
const firstRestMs = 1_000;
const restLimitMs = 60_000;
/** The same where the operator refuses our credentials: every request of that kind may count against us. */
const firstPauseMs = 30_000;
const pauseLimitMs = 600_000;

/**
 * When requests may go to an operator that did not answer, refuses us as such, or asked for a rest. After a failure one
 * request goes alone, and the rest follow once it was answered: an outage costs a few attempts, not those of every text.
 * In memory; an object that starts anew finds out again.
 */
export class OperatorRest {
  #untilMs = 0;
  #failures = 0;
  #reason: RestReason | null = null;

  /** Requests that may begin now, beside those that are under way. */
  free(maximum: number, underWay: number, nowMs: number): number {
    if (nowMs < this.#untilMs) return 0;
    return Math.max(0, (this.#failures > 0 ? 1 : maximum) - underWay);
  }

  /** Until when nothing goes, and why; null while anything may. */
  resting(nowMs: number): { untilMs: number; reason: RestReason } | null {
    return this.#reason === null || nowMs >= this.#untilMs ? null : { untilMs: this.#untilMs, reason: this.#reason };
  }

  /** Whether the last requests failed, for whatever reason. */
  get isOutage(): boolean {
    return this.#failures > 0;
  }

  /** The operator answered a request as one that is in order. */
  onAnswered(): void {
    this.#failures = 0;
  }

  /** Requests that were under way together count once. */
  onFailed(reason: "unreachable" | "refused", sentAtMs: number, nowMs: number): void {
    if (sentAtMs < this.#untilMs) return;
    const [first, limit] = reason === "refused" ? [firstPauseMs, pauseLimitMs] : [firstRestMs, restLimitMs];
    this.#rest(reason, nowMs + Math.min(limit, first * 2 ** Math.min(this.#failures, 16)));
    this.#failures += 1;
  }

  /** The operator said for how long it wants nothing. */
  onAsked(restMs: number, nowMs: number): void {
    if (nowMs + restMs > this.#untilMs) this.#rest("asked", nowMs + restMs);
  }

  /** The configuration is another one: what went wrong before says nothing. */
  reset(): void {
    this.#untilMs = 0;
    this.#failures = 0;
    this.#reason = null;
  }

  #rest(reason: RestReason, untilMs: number): void {
    this.#reason = reason;
    this.#untilMs = untilMs;
  }
}
