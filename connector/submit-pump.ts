import type { SegmentResult, SubmitText } from "../src/link/frames.ts";
import type { OutgoingSegment } from "./bind.ts";
import type { BindPool, Share } from "./bind-pool.ts";
import type { CarrierJournal } from "./journal.ts";
import { outgoingSegment } from "./outgoing-segment.ts";
import type { ReportLog } from "./report-log.ts";
import type { HeldSegment } from "./segment-queue.ts";
import { SegmentQueue } from "./segment-queue.ts";
import type { LateResult, SubmitResult } from "./smpp/submit-result.ts";

export interface SubmitPumpOptions {
  journal: CarrierJournal;
  reports: ReportLog;
  pool: BindPool<HeldSegment>;
  /** Epoch milliseconds. */
  now: () => number;
}

interface Assignment {
  held: HeldSegment;
  share: Share<HeldSegment>;
  segment: OutgoingSegment;
}

/**
 * Moves segments from the edge's submits into the binds as those have room. Each is in the journal before it is handed to a
 * socket, and until the report with its result is.
 */
export class SubmitPump {
  readonly #options: SubmitPumpOptions;
  readonly #queue = new SegmentQueue();
  /** Why nothing is taken any more. */
  #closed: string | undefined = undefined;
  #unsent: { count: number; reason: string } = { count: 0, reason: "" };

  /** Reports as unknown what an earlier process wrote to a socket and had no result for. */
  constructor(options: SubmitPumpOptions) {
    this.#options = options;
    for (const { row, written } of options.journal.written()) {
      const { messageId, segment, attempt, bindId } = written;
      const atMs = options.now();
      options.reports.addResult(
        { messageId, segment, attempt, bindId, outcome: "unknown", reason: "the connector restarted", atMs },
        row,
      );
    }
    options.reports.flush();
  }

  get heldCount(): number {
    return this.#queue.heldCount;
  }

  /** Of those held, the ones that wait for a bind. */
  get waitingCount(): number {
    return this.#queue.waitingCount;
  }

  /** `segmentKey` of every segment held. */
  heldKeys(): string[] {
    return this.#queue.keys();
  }

  /** Takes texts of the edge. Segments that are here, or whose result the edge has not acknowledged, are taken once. */
  accept(texts: readonly SubmitText[]): void {
    const { reports } = this.#options;
    for (const text of texts) {
      this.#queue.add(text, (key) => reports.isSettled(key));
    }
    if (this.#closed === undefined) {
      this.pump();
    } else {
      this.handBack(this.#closed);
    }
  }

  /** Hands to the binds what they have room for. */
  pump(): void {
    if (this.#queue.waitingCount === 0) {
      return;
    }
    const { journal, pool, now } = this.#options;
    const assignments = pool.shares(this.#queue.waitingCount).flatMap((share) => this.#assign(share));
    if (assignments.length === 0) {
      return;
    }
    const atMs = now();
    const rows = journal.write(
      assignments.map(({ held: { text, segment }, share: { bindId } }) => ({
        messageId: text.messageId,
        segment,
        attempt: text.attempt,
        bindId,
        atMs,
      })),
    );
    for (const [index, { held, share, segment }] of assignments.entries()) {
      held.row = rows[index];
      share.client.submit(held, segment);
    }
  }

  /** The result of a segment that was handed to a bind. */
  settle(held: HeldSegment, bindId: string, result: SubmitResult): void {
    this.#queue.remove(held);
    if (result.outcome === "unsent") {
      this.#countUnsent(result.reason);
    }
    this.#options.reports.addResult(
      { ...this.#nameOf(held), bindId, ...fieldsOf(result), atMs: this.#options.now() },
      held.row,
    );
  }

  /**
   * The response to a segment that was reported unknown came all the same. Its id is what a receipt will name; a refusal
   * changes nothing, since the edge has decided what becomes of it.
   */
  settleLate(held: HeldSegment, bindId: string, result: LateResult): void {
    if (result.outcome === "accepted") {
      const report = { ...this.#nameOf(held), bindId, ...fieldsOf(result), atMs: this.#options.now() };
      this.#options.reports.addResult(report, undefined);
    }
  }

  /** Gives every segment that waits for a bind back to the edge. */
  handBack(reason: string): void {
    for (const held of this.#queue.takeWaiting()) {
      this.#decline(held, "unsent", reason);
    }
  }

  /** Drops segments that the edge has given to somebody else, unless they are on their way already. */
  forget(keys: readonly string[]): void {
    this.#queue.forget(new Set(keys));
  }

  /** Takes nothing more; what waits, and what still comes, goes back to the edge. */
  close(reason: string): void {
    this.#closed = reason;
    this.handBack(reason);
  }

  /** Segments handed back since this was last asked, with the last reason. */
  takeUnsent(): { count: number; reason: string } {
    const unsent = this.#unsent;
    this.#unsent = { count: 0, reason: "" };
    return unsent;
  }

  #assign(share: Share<HeldSegment>): Assignment[] {
    const assignments: Assignment[] = [];
    while (assignments.length < share.slots) {
      const held = this.#queue.next();
      if (held === undefined) {
        break;
      }
      const { validUntilMs } = held.text;
      if (validUntilMs !== undefined && this.#options.now() >= validUntilMs) {
        this.#decline(held, "expired", "validity expired");
        continue;
      }
      const segment = outgoingSegment(held.text, held.segment);
      if (typeof segment === "string") {
        this.#decline(held, "invalid", segment);
      } else {
        assignments.push({ held, share, segment });
      }
    }
    return assignments;
  }

  /** Reports a segment that was not written to a socket. */
  #decline(held: HeldSegment, outcome: "unsent" | "expired" | "invalid", reason: string): void {
    this.#queue.remove(held);
    this.#countUnsent(reason);
    this.#options.reports.addResult(
      { ...this.#nameOf(held), bindId: "", outcome, reason: reason.slice(0, 200), atMs: this.#options.now() },
      undefined,
    );
  }

  #nameOf({
    text: { messageId, attempt },
    segment,
  }: HeldSegment): Pick<SegmentResult, "messageId" | "segment" | "attempt"> {
    return { messageId, segment, attempt };
  }

  #countUnsent(reason: string): void {
    this.#unsent = { count: this.#unsent.count + 1, reason };
  }
}

function fieldsOf(
  result: SubmitResult,
): Pick<SegmentResult, "outcome" | "carrierMessageId" | "commandStatus" | "reason"> {
  switch (result.outcome) {
    case "accepted":
      return { outcome: "accepted", carrierMessageId: result.carrierMessageId };
    case "rejected": {
      const { commandStatus, reason } = result;
      return { outcome: "rejected", commandStatus, ...(reason !== undefined && { reason: reason.slice(0, 200) }) };
    }
    default:
      return { outcome: result.outcome, reason: result.reason.slice(0, 200) };
  }
}
