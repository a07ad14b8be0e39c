import type { Account } from "../../../src/accounts/account.ts";
import { nextDayMs, nextMonthMs } from "../../../src/accounts/periods.ts";
import type { AcceptedText, DraftText } from "../../../src/messages/message.ts";
import type { TextRefusal } from "../../../src/messages/text-refusals.ts";
import type { SegmentCounter } from "../segment-counter.ts";
import type { TextCheck } from "../text-checks.ts";

/**
 * Whether the day's and the month's caps have room. Segments are counted when they are accepted, and only while there is a
 * cap; a text that fails later gives nothing back.
 */
export class CapCheck implements TextCheck {
  readonly #counter: SegmentCounter;
  #isCapped = false;
  #dayRoom = Infinity;
  #monthRoom = Infinity;
  #nowMs = 0;

  constructor(counter: SegmentCounter) {
    this.#counter = counter;
  }

  prepare(_drafts: readonly DraftText[], { limits }: Account, nowMs: number): void {
    this.#isCapped = limits.dailySegments !== null || limits.monthlySegments !== null;
    if (!this.#isCapped) return;
    const { daySegments, monthSegments } = this.#counter.at(nowMs);
    this.#dayRoom = (limits.dailySegments ?? Infinity) - daySegments;
    this.#monthRoom = (limits.monthlySegments ?? Infinity) - monthSegments;
    this.#nowMs = nowMs;
  }

  refusalOf({ segmentCount }: DraftText): TextRefusal | null {
    if (!this.#isCapped) return null;
    if (segmentCount > this.#monthRoom) return this.#refusal(nextMonthMs(this.#nowMs));
    if (segmentCount > this.#dayRoom) return this.#refusal(nextDayMs(this.#nowMs));
    return null;
  }

  take({ segmentCount }: DraftText): void {
    this.#dayRoom -= segmentCount;
    this.#monthRoom -= segmentCount;
  }

  commit(texts: readonly AcceptedText[]): void {
    if (!this.#isCapped || texts.length === 0) return;
    const segments = texts.reduce((sum, { segmentCount }) => sum + segmentCount, 0);
    this.#counter.add(segments, this.#nowMs);
  }

  #refusal(opensAtMs: number): TextRefusal {
    return { error: "cap_reached", retryAfterSeconds: Math.ceil((opensAtMs - this.#nowMs) / 1_000) };
  }
}
