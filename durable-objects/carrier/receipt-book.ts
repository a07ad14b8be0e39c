import type { ReceiptReport } from "../../src/link/frames.ts";
import {
  type ReceiptDialect,
  dialectDefaults,
  learnFromReceipt,
  otherLookups,
  receiptLookups,
  unknownDialect,
} from "../../src/carriers/receipt-dialect.ts";
import { isFinal, statusOfReceipt } from "../../src/sms/status.ts";
import { canonicalMessageId } from "../../src/sms/carrier-message-id.ts";
import { ParkedReceipts } from "./parked-receipts.ts";
import type { ReceiptRow } from "./receipt-day.ts";
import type { ReceiptEntry } from "./receipt-runs.ts";
import { ReceiptTables } from "./receipt-tables.ts";

/** A segment that the SMSC took, to be found again by the id the SMSC gave it. */
export interface SubmittedSegment extends Omit<ReceiptEntry, "carrierKey"> {
  carrierMessageId: string;
}

export interface MatchedReceipt {
  receipt: ReceiptReport;
  /** Where it is no receipt: what the carrier answered when it was asked. */
  origin?: "query";
  segment: ReceiptRow;
}

/**
 * The map from the carrier's message ids to our segments, with the receipts that came before their submit_sm_resp. Ids are
 * stored in canonical form. How the carrier's receipts spell them is learned from those that match, and relied on after a
 * while; until then a receipt is looked up under every spelling there is.
 */
export class ReceiptBook {
  readonly #sql: SqlStorage;
  readonly #onDrift: () => void;
  readonly #tables: ReceiptTables;
  readonly #parked: ParkedReceipts;
  #dialect: ReceiptDialect;

  /** `onDrift` is told when receipts no longer spell ids the way they long did. */
  constructor(sql: SqlStorage, onDrift: () => void) {
    this.#sql = sql;
    this.#onDrift = onDrift;
    const learned = sql.exec<{ dialect: string }>("SELECT dialect FROM receipt_dialect").toArray()[0];
    this.#dialect = learned === undefined ? unknownDialect : (JSON.parse(learned.dialect) as ReceiptDialect);
    this.#tables = new ReceiptTables(sql);
    this.#parked = new ParkedReceipts(sql);
  }

  /** Whether there is nothing to keep the book for. */
  get isEmpty(): boolean {
    return this.#tables.isEmpty && this.#parked.count === 0;
  }

  /** Times that receipts turned out to spell ids in another way than they long did. */
  get drifts(): number {
    return this.#dialect.drifts;
  }

  get parked(): number {
    return this.#parked.count;
  }

  /** Remembers segments, a row for all, and returns the parked receipts that were waiting for them. */
  remember(segments: readonly SubmittedSegment[], nowMs: number): MatchedReceipt[] {
    if (segments.length === 0) return [];
    this.#tables.insert(
      segments.map((segment) => ({ ...segment, carrierKey: canonicalMessageId(segment.carrierMessageId) })),
      nowMs,
    );
    if (this.#parked.count === 0) return [];
    return this.match(this.#parked.take(segments.map((segment) => segment.carrierMessageId)), nowMs);
  }

  /** Finds the segments that receipts are for. A receipt nobody can be found for is parked until its segment is remembered. */
  match(receipts: readonly ReceiptReport[], nowMs: number): MatchedReceipt[] {
    const matched = this.#match(receipts, receiptLookups);
    const found = new Set(matched.map((match) => match.receipt));
    if (found.size < receipts.length) {
      for (const receipt of receipts) if (!found.has(receipt)) this.#parked.add(receipt, nowMs);
    }
    return matched;
  }

  /**
   * Tries receipts that have been parked since before `beforeMs` under the spellings that are not the carrier's usual ones. This
   * is how a carrier that has changed its spelling is found out.
   */
  matchParked(beforeMs: number, limit: number): MatchedReceipt[] {
    const matched = this.#match(this.#parked.list(beforeMs, limit), otherLookups);
    for (const receipt of new Set(matched.map((match) => match.receipt))) this.#parked.remove(receipt);
    return matched;
  }

  /** The segments of one text under an id, as the response had it. */
  segmentsOf(messageId: string, carrierMessageId: string): MatchedReceipt["segment"][] {
    return this.#tables
      .findAll([canonicalMessageId(carrierMessageId)])
      .filter((segment) => segment.messageId === messageId);
  }

  /** Of these segments those that are known and have no final state yet. */
  openAmong<Segment extends Pick<SubmittedSegment, "carrierMessageId" | "messageId" | "segment">>(
    segments: readonly Segment[],
  ): Set<Segment> {
    const keyOf = ({ carrierMessageId }: Segment): string => canonicalMessageId(carrierMessageId);
    const open = new Set(
      this.#tables
        .findAll(segments.map(keyOf))
        .filter(({ finalState }) => finalState === null)
        .map((row) => `${row.carrierKey} ${row.messageId} ${row.segment}`),
    );
    return new Set(segments.filter((segment) => open.has(`${keyOf(segment)} ${segment.messageId} ${segment.segment}`)));
  }

  /** Writes down final states, so that a repeated receipt is known for one. */
  close(matches: readonly MatchedReceipt[]): void {
    if (matches.length === 0) return;
    this.#tables.close(matches.map(({ segment, receipt }) => ({ ...segment, state: receipt.state })));
  }

  /** Forgets segments of days before `beforeMs`, and a bounded number of receipts that were parked before it. */
  sweep(beforeMs: number, limit: number): number {
    this.#tables.sweep(beforeMs);
    return this.#parked.sweep(beforeMs, limit);
  }

  #match(receipts: readonly ReceiptReport[], lookups: typeof receiptLookups): MatchedReceipt[] {
    if (receipts.length === 0) return [];
    const forms = receipts.map((receipt) => lookups(this.#dialect, receipt.carrierMessageId));
    const byKey = new Map<string, ReceiptRow[]>();
    for (const row of this.#tables.findNewest(forms.flat())) {
      const held = byKey.get(row.carrierKey);
      if (held === undefined) byKey.set(row.carrierKey, [row]);
      else held.push(row);
    }
    const matched: MatchedReceipt[] = [];
    for (const [index, receipt] of receipts.entries()) {
      const keys = forms[index] ?? [];
      const rows = best(keys, byKey);
      if (rows.length === 0) continue;
      // For a further receipt of this report they are closed, as `close` will write it: it is another part's, or a repetition.
      if (isFinal(statusOfReceipt(receipt.state))) {
        for (const row of rows) replaceRow(byKey, row, { ...row, finalState: row.finalState ?? receipt.state });
      }
      this.#learn(
        receipt.carrierMessageId,
        keys.filter((key) => byKey.has(key)),
      );
      for (const segment of rows) matched.push({ receipt, segment });
    }
    return matched;
  }

  #learn(receiptId: string, foundKeys: readonly string[]): void {
    const { dialect, locked, drift } = learnFromReceipt(this.#dialect, dialectDefaults, receiptId, foundKeys);
    if (drift) this.#onDrift();
    const worthStoring = drift || locked !== null;
    this.#dialect = dialect;
    if (!worthStoring) return;
    this.#sql.exec("INSERT OR REPLACE INTO receipt_dialect (id, dialect) VALUES (1, ?)", JSON.stringify(dialect));
  }
}

function replaceRow(byKey: ReadonlyMap<string, ReceiptRow[]>, row: ReceiptRow, by: ReceiptRow): void {
  const rows = byKey.get(row.carrierKey);
  rows?.splice(rows.indexOf(row), 1, by);
}

/**
 * Carriers use ids again: of the segments under the likeliest spelling, the newest one still open, with the others of its
 * text that went in the same submit. Those have its response, and so its moment; parts that went by themselves and were
 * given one id all the same have their own receipts.
 */
function best(forms: readonly string[], byKey: ReadonlyMap<string, ReceiptRow[]>): ReceiptRow[] {
  for (const form of forms) {
    const rows = byKey.get(form);
    if (rows === undefined) continue;
    const open = rows.filter((row) => row.finalState === null);
    const candidates = open.length > 0 ? open : rows;
    const newest = candidates.reduce((a, b) => (b.sentAtMs > a.sentAtMs ? b : a));
    return candidates.filter((row) => row.messageId === newest.messageId && row.sentAtMs === newest.sentAtMs);
  }
  return [];
}
