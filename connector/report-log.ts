import type { InboundReport, QueryReport, ReceiptReport, SegmentResult } from "../src/link/frames.ts";
import { frameLimit, upFrameSchema } from "../src/link/frames.ts";
import { gatherDelayMs } from "../src/link/gather-delay.ts";
import type { CarrierJournal } from "./journal.ts";
import { countOne, processTally } from "./metrics-tally.ts";
import { segmentKey } from "./segment-queue.ts";

export interface ReportLogOptions {
  journal: CarrierJournal;
  /** Sends a frame to the edge; with the link down it does nothing. */
  send: (frame: string) => void;
  /** How long the first item of a report waits for others after a pause. */
  delayMs: number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  /** Items of one report, at most. */
  itemLimit: number;
  /** Results from which on a report leaves at once: the edge has handed out what it may, and gives more only for these. */
  resultLimit: () => number;
}

/** A report the edge has not acknowledged. */
interface OpenReport {
  sequence: number;
  itemCount: number;
  keys: readonly string[];
  onStored: readonly (() => void)[];
}

/** What an empty report's frame takes, with room for its number. */
const frameOverhead = 128;

/**
 * What goes up to the edge: gathers results, receipts and inbound texts for a moment, stores them in the journal as one
 * numbered report, sends it, and keeps it until the edge acknowledges its number.
 */
export class ReportLog {
  readonly #options: ReportLogOptions;
  /** Oldest first. */
  #open: OpenReport[] = [];
  #openItems = 0;
  /** Segments whose result the edge has not acknowledged. */
  readonly #settledKeys = new Set<string>();
  #pending = newBatch();
  #timer: NodeJS.Timeout | undefined = undefined;
  /** When the next report leaves that is not full, of `monotonicMs`: the edge commits each by itself. */
  #nextAtMs = 0;
  #idleWaiters: (() => void)[] = [];

  constructor(options: ReportLogOptions) {
    this.#options = options;
    for (const { frame } of options.journal.unacknowledged()) {
      this.#restore(frame);
    }
  }

  /** Items that the edge has not acknowledged. */
  get unacknowledgedItems(): number {
    return this.#openItems + this.#pending.count;
  }

  /** Whether the edge is still to acknowledge a result of this segment (see `segmentKey`). */
  isSettled(key: string): boolean {
    return this.#settledKeys.has(key);
  }

  /** @param row the journal's row of a segment that was handed to a socket; the report takes its place */
  addResult(result: SegmentResult, row: number | undefined): void {
    const batch = this.#batchFor(JSON.stringify(result), "results");
    const key = segmentKey(result);
    batch.keys.push(key);
    this.#settledKeys.add(key);
    if (row !== undefined) {
      batch.rows.push(row);
    }
    if (result.bindId === "") {
      countOne(processTally.declined, result.outcome);
    }
    this.#flushWhenFull();
  }

  /** @param onStored called once, when the edge has stored it */
  addReceipt(receipt: ReceiptReport, onStored: () => void): void {
    this.#batchFor(JSON.stringify(receipt), "receipts").onStored.push(onStored);
    this.#flushWhenFull();
  }

  /** @param onStored called once, when the edge has stored it */
  addInbound(inbound: InboundReport, onStored: () => void): void {
    this.#batchFor(JSON.stringify(inbound), "inbound").onStored.push(onStored);
    this.#flushWhenFull();
  }

  /** What became of a question; one that is lost is asked again, so nobody waits for it to be stored. */
  addQuery(query: QueryReport): void {
    this.#batchFor(JSON.stringify(query), "queries");
    this.#flushWhenFull();
  }

  /** Stores and sends what has gathered, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { results, receipts, inbound, queries, count, keys, rows, onStored } = this.#pending;
    if (count === 0) {
      return;
    }
    const { sequence, frame } = this.#options.journal.report(
      (number) =>
        `{"type":"report","sequence":${number},"results":[${results.join(",")}],"receipts":[${receipts.join(",")}],` +
        `"inbound":[${inbound.join(",")}]${queries.length === 0 ? "" : `,"queries":[${queries.join(",")}]`}}`,
      rows,
    );
    this.#pending = newBatch();
    this.#nextAtMs = this.#options.monotonicMs() + gatherDelayMs(count);
    this.#open.push({ sequence, itemCount: count, keys, onStored });
    processTally.journalReports++;
    this.#openItems += count;
    this.#options.send(frame);
  }

  /** The edge has stored all reports up to this number. */
  acknowledge(sequence: number): void {
    const firstKept = this.#open.findIndex((report) => report.sequence > sequence);
    const stored = this.#open.splice(0, firstKept === -1 ? this.#open.length : firstKept);
    if (stored.length === 0) {
      return;
    }
    this.#options.journal.acknowledge(sequence);
    processTally.journalReports -= stored.length;
    for (const report of stored) {
      this.#openItems -= report.itemCount;
      for (const key of report.keys) {
        this.#settledKeys.delete(key);
      }
      for (const onStored of report.onStored) {
        onStored();
      }
    }
    if (this.unacknowledgedItems === 0) {
      this.#resolveIdle();
    }
  }

  /** Gives `send` every stored report that is not acknowledged, in order and as it was first sent. Returns how many. */
  replay(send: (frame: string) => void): number {
    let count = 0;
    for (const { frame } of this.#options.journal.unacknowledged()) {
      send(frame);
      count++;
    }
    return count;
  }

  /** Resolves when the edge has acknowledged everything. */
  async idle(): Promise<void> {
    if (this.unacknowledgedItems > 0) {
      await new Promise<void>((resolve) => {
        this.#idleWaiters.push(resolve);
      });
    }
  }

  #resolveIdle(): void {
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) {
      resolve();
    }
  }

  #batchFor(item: string, list: "results" | "receipts" | "inbound" | "queries"): Batch {
    if (this.#pending.length + item.length + 1 > frameLimit - frameOverhead) {
      this.flush();
    }
    const batch = this.#pending;
    batch[list].push(item);
    batch.count++;
    batch.length += item.length + 1;
    return batch;
  }

  #flushWhenFull(): void {
    const { delayMs, itemLimit, resultLimit, monotonicMs } = this.#options;
    if (this.#pending.count >= itemLimit || this.#pending.results.length >= resultLimit()) {
      this.flush();
    } else if (this.#timer === undefined) {
      const gatherLeftMs = this.#open.length === 0 ? 0 : this.#nextAtMs - monotonicMs();
      this.#timer = setTimeout(() => this.flush(), Math.max(delayMs, gatherLeftMs));
    }
  }

  #restore(frame: string): void {
    const report = upFrameSchema.parse(JSON.parse(frame));
    if (report.type !== "report") {
      return;
    }
    const { sequence, results, receipts, inbound, queries = [] } = report;
    const itemCount = results.length + receipts.length + inbound.length + queries.length;
    const keys = results.map(segmentKey);
    this.#open.push({ sequence, itemCount, keys, onStored: [] });
    processTally.journalReports++;
    this.#openItems += itemCount;
    for (const key of keys) {
      this.#settledKeys.add(key);
    }
  }
}

interface Batch {
  /** Items as JSON. */
  results: string[];
  receipts: string[];
  inbound: string[];
  queries: string[];
  count: number;
  /** UTF-16 units of the items and the commas between them. */
  length: number;
  keys: string[];
  rows: number[];
  onStored: (() => void)[];
}

function newBatch(): Batch {
  return { results: [], receipts: [], inbound: [], queries: [], count: 0, length: 0, keys: [], rows: [], onStored: [] };
}
