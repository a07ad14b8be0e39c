import { type SegmentResult, type SubmitText, connectorRestarted } from "../src/link/frames.ts";
import type { SubmitProfile } from "../src/link/submit-profile.ts";
import type { Declined, HeldSubmit, LateResult, SubmitResult } from "./bind.ts";
import type { BindPool, Share } from "./bind-pool.ts";
import { failureFields } from "./failure-fields.ts";
import type { CarrierJournal, WrittenSegment } from "./journal.ts";
import type { ReportLog } from "./report-log.ts";
import type { HeldSegment } from "./segment-queue.ts";
import type { SubmitTracer } from "./traces/submit-tracer.ts";
import { SubmitQueue } from "./submit-queue.ts";

export interface SubmitPumpOptions {
  journal: CarrierJournal;
  reports: ReportLog;
  pool: BindPool<HeldSubmit>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether every submit has a label; else those that are traced have one. */
  labelsAll?: boolean | undefined;
  /** Told what became of submits that are traced. */
  tracer?: SubmitTracer | undefined;
}

interface Assignment {
  submit: HeldSubmit;
  share: Share<HeldSubmit>;
  send: (submit: HeldSubmit) => void;
}

/**
 * Moves segments from the edge's submits into the binds as those have room. Each is in the journal before it is handed to a
 * socket, and until the report with its result is.
 */
export class SubmitPump {
  readonly #options: SubmitPumpOptions;
  readonly #queue = new SubmitQueue();
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
        { messageId, segment, attempt, bindId, outcome: "unknown", reason: connectorRestarted, atMs },
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

  /** How the carrier wants the texts that come from now on. */
  configure(profile: SubmitProfile): void {
    this.#queue.configure(profile);
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
    if (this.waitingCount === 0) {
      return;
    }
    const { journal, pool, now } = this.#options;
    const assignments = pool.shares(this.waitingCount).flatMap((share) => this.#assign(share));
    if (assignments.length === 0) {
      return;
    }
    const atMs = now();
    const written: WrittenSegment[] = [];
    for (const { submit, share } of assignments) {
      const { messageId, attempt } = submit.text;
      for (const { segment } of submit.parts) {
        written.push({ messageId, segment, attempt, bindId: share.bindId, atMs });
      }
    }
    const rows = journal.write(written);
    let row = 0;
    const { labelsAll = false } = this.#options;
    for (const { submit, share, send } of assignments) {
      for (const part of submit.parts) part.row = rows[row++];
      const { messageId, trace } = submit.text;
      if (labelsAll || trace !== undefined) {
        submit.label = { messageId, sequence: -1, protocol: share.config.kind, writtenAtMs: atMs };
      }
      send(submit);
    }
  }

  /** The result of a submit that was handed to a bind: each of its segments has come to it. */
  settle(submit: HeldSubmit, bindId: string, result: SubmitResult): void {
    const { reports, now } = this.#options;
    const { parts } = submit;
    const atMs = now();
    if (submit.text.trace !== undefined) this.#options.tracer?.settled(submit, bindId, result, atMs);
    // All of them in one report: a receipt that is here already is for all of them.
    if (parts.length > 1) reports.flush();
    for (const held of parts) {
      this.#queue.remove(held);
      if (result.outcome === "unsent") this.#countUnsent(result.reason);
      reports.addResult({ ...this.#nameOf(held), bindId, ...fieldsOf(result), atMs }, held.row);
    }
  }

  /**
   * The response to a segment that was reported unknown came all the same. Its id is what a receipt will name; a refusal
   * changes nothing, since the edge has decided what becomes of it.
   */
  settleLate({ parts }: HeldSubmit, bindId: string, result: LateResult): void {
    if (result.outcome !== "accepted") {
      return;
    }
    const { reports, now } = this.#options;
    const atMs = now();
    if (parts.length > 1) reports.flush();
    for (const held of parts) {
      reports.addResult({ ...this.#nameOf(held), bindId, ...fieldsOf(result), atMs }, undefined);
    }
  }

  /** Gives every segment that waits for a bind back to the edge. */
  handBack(reason: string): void {
    for (const held of this.#queue.takeWaiting()) {
      this.#decline(held, { outcome: "unsent", reason });
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

  #assign(share: Share<HeldSubmit>): Assignment[] {
    const assignments: Assignment[] = [];
    while (assignments.length < share.slots) {
      const submit = this.#queue.next();
      if (submit === undefined) {
        break;
      }
      const { validUntilMs } = submit.text;
      const isOver = validUntilMs !== undefined && this.#options.now() >= validUntilMs;
      const send = isOver ? expired : share.client.prepare(submit);
      if (typeof send === "function") {
        assignments.push({ submit, share, send });
      } else {
        for (const held of submit.parts) this.#decline(held, send);
      }
    }
    return assignments;
  }

  /** Reports a segment that was not written to a socket. */
  #decline(held: HeldSegment, { outcome, reason }: Declined): void {
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

const expired: Declined = { outcome: "expired", reason: "validity expired" };

function fieldsOf(
  result: SubmitResult,
): Pick<SegmentResult, "outcome" | "carrierMessageId" | "commandStatus" | "reason"> {
  if (result.outcome !== "accepted") {
    return failureFields(result);
  }
  return { outcome: "accepted", carrierMessageId: result.carrierMessageId };
}
