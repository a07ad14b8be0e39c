import type { ReceiptReport } from "../../src/link/frames.ts";
import {
  type ReceiptDialect,
  dialectDefaults,
  learnFromReceipt,
  otherLookups,
  receiptLookups,
  unknownDialect,
} from "../../src/carriers/receipt-dialect.ts";
import { canonicalMessageId } from "../../src/sms/carrier-message-id.ts";
import { ParkedReceipts } from "./parked-receipts.ts";

/** A segment that the SMSC took, to be found again by the id the SMSC gave it. */
export interface SubmittedSegment {
  carrierMessageId: string;
  messageId: string;
  segment: number;
  accountId: string;
  /** How many carriers the text had before this one. */
  hops: number;
  segmentCount: number;
  sentAtMs: number;
}

export interface MatchedReceipt {
  receipt: ReceiptReport;
  /** Where it is no receipt: what the carrier answered when it was asked. */
  origin?: "query";
  segment: Omit<SubmittedSegment, "carrierMessageId"> & { finalState: string | null; carrierKey: string };
}

interface ReceiptRow extends Record<string, SqlStorageValue> {
  carrier_key: string;
  message_id: string;
  segment: number;
  account_id: string;
  hops: number;
  segment_count: number;
  final_state: string | null;
  sent_at_ms: number;
}

/**
 * The map from the carrier's message ids to our segments, with the receipts that came before their submit_sm_resp. Ids are
 * stored in canonical form. How the carrier's receipts spell them is learned from those that match, and relied on after a
 * while; until then a receipt is looked up under every spelling there is.
 */
export class ReceiptBook {
  readonly #sql: SqlStorage;
  readonly #onDrift: () => void;
  readonly #parked: ParkedReceipts;
  #dialect: ReceiptDialect;

  /** `onDrift` is told when receipts no longer spell ids the way they long did. */
  constructor(sql: SqlStorage, onDrift: () => void) {
    this.#sql = sql;
    this.#onDrift = onDrift;
    const learned = sql.exec<{ dialect: string }>("SELECT dialect FROM receipt_dialect").toArray()[0];
    this.#dialect = learned === undefined ? unknownDialect : (JSON.parse(learned.dialect) as ReceiptDialect);
    this.#parked = new ParkedReceipts(sql);
  }

  get parked(): number {
    return this.#parked.count;
  }

  /** Remembers segments, one statement for all, and returns the parked receipts that were waiting for them. */
  remember(segments: readonly SubmittedSegment[], nowMs: number): MatchedReceipt[] {
    if (segments.length === 0) return [];
    const rows = segments.map((segment) => [
      canonicalMessageId(segment.carrierMessageId),
      segment.messageId,
      segment.segment,
      segment.accountId,
      segment.segmentCount,
      segment.sentAtMs,
      segment.hops,
    ]);
    this.#sql.exec(
      `INSERT OR IGNORE INTO receipts (carrier_key, message_id, segment, account_id, segment_count, sent_at_ms, hops)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?)`,
      JSON.stringify(rows),
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
    return this.#sql
      .exec<ReceiptRow>(
        "SELECT * FROM receipts WHERE carrier_key = ? AND message_id = ?",
        canonicalMessageId(carrierMessageId),
        messageId,
      )
      .toArray()
      .map(segmentOf);
  }

  /** Writes down final states, so that a repeated receipt is known for one. */
  close(matches: readonly MatchedReceipt[]): void {
    if (matches.length === 0) return;
    const rows = matches.map(({ segment, receipt }) => [
      segment.carrierKey,
      segment.messageId,
      segment.segment,
      receipt.state,
    ]);
    this.#sql.exec(
      `UPDATE receipts SET final_state = closed.value ->> 3 FROM json_each(?) AS closed
       WHERE receipts.carrier_key = closed.value ->> 0 AND receipts.message_id = closed.value ->> 1
         AND receipts.segment = closed.value ->> 2`,
      JSON.stringify(rows),
    );
  }

  /** Forgets a bounded number of segments and parked receipts from before `beforeMs`. */
  sweep(beforeMs: number, limit: number): number {
    const receipts = this.#sql.exec(
      `DELETE FROM receipts WHERE (carrier_key, message_id, segment) IN
         (SELECT carrier_key, message_id, segment FROM receipts WHERE sent_at_ms < ? LIMIT ?) RETURNING 1`,
      beforeMs,
      limit,
    );
    return Math.max(receipts.toArray().length, this.#parked.sweep(beforeMs, limit));
  }

  #match(receipts: readonly ReceiptReport[], lookups: typeof receiptLookups): MatchedReceipt[] {
    if (receipts.length === 0) return [];
    const forms = receipts.map((receipt) => lookups(this.#dialect, receipt.carrierMessageId));
    const byKey = new Map<string, ReceiptRow[]>();
    const rows = this.#sql.exec<ReceiptRow>(
      `SELECT receipts.* FROM (SELECT DISTINCT value AS key FROM json_each(?)) AS wanted
       CROSS JOIN receipts ON receipts.carrier_key = wanted.key`,
      JSON.stringify(forms.flat()),
    );
    for (const row of rows) {
      const held = byKey.get(row.carrier_key);
      if (held === undefined) byKey.set(row.carrier_key, [row]);
      else held.push(row);
    }
    const matched: MatchedReceipt[] = [];
    for (const [index, receipt] of receipts.entries()) {
      const keys = forms[index] ?? [];
      const rows = best(keys, byKey);
      if (rows.length === 0) continue;
      this.#learn(
        receipt.carrierMessageId,
        keys.filter((key) => byKey.has(key)),
      );
      for (const row of rows) matched.push({ receipt, segment: segmentOf(row) });
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

function segmentOf(row: ReceiptRow): MatchedReceipt["segment"] {
  return {
    carrierKey: row.carrier_key,
    messageId: row.message_id,
    segment: row.segment,
    accountId: row.account_id,
    hops: row.hops,
    segmentCount: row.segment_count,
    finalState: row.final_state,
    sentAtMs: row.sent_at_ms,
  };
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
    const open = rows.filter((row) => row.final_state === null);
    const candidates = open.length > 0 ? open : rows;
    const newest = candidates.reduce((a, b) => (b.sent_at_ms > a.sent_at_ms ? b : a));
    return candidates.filter((row) => row.message_id === newest.message_id && row.sent_at_ms === newest.sent_at_ms);
  }
  return [];
}
