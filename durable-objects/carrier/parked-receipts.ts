import type { ReceiptReport } from "../../src/link/frames.ts";
import { canonicalMessageId, carrierMessageIdForms } from "../../src/sms/carrier-message-id.ts";

/** Receipts that came before their submit_sm_resp, until it comes. */
export class ParkedReceipts {
  readonly #sql: SqlStorage;
  #count: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#count = sql.exec<{ parked: number }>("SELECT count(*) AS parked FROM parked_receipts").one().parked;
  }

  get count(): number {
    return this.#count;
  }

  /** One that is here already is kept once. */
  add(receipt: ReceiptReport, nowMs: number): void {
    const { rowsWritten } = this.#sql.exec(
      "INSERT OR IGNORE INTO parked_receipts (carrier_key, state, receipt, parked_at_ms) VALUES (?, ?, ?, ?)",
      canonicalMessageId(receipt.carrierMessageId),
      receipt.state,
      JSON.stringify(receipt),
      nowMs,
    );
    if (rowsWritten > 0) this.#count += 1;
  }

  /** Takes out those whose ids may be these in any spelling. */
  take(carrierMessageIds: readonly string[]): ReceiptReport[] {
    const forms = carrierMessageIds.flatMap((id) => carrierMessageIdForms(id));
    const rows = this.#sql
      .exec<{ receipt: string }>(
        "DELETE FROM parked_receipts WHERE carrier_key IN (SELECT value FROM json_each(?)) RETURNING receipt",
        JSON.stringify(forms),
      )
      .toArray();
    this.#count -= rows.length;
    return rows.map((row) => JSON.parse(row.receipt) as ReceiptReport);
  }

  /** Those parked before `beforeMs`, the latest of them first. They stay. */
  list(beforeMs: number, limit: number): ReceiptReport[] {
    return this.#sql
      .exec<{ receipt: string }>(
        "SELECT receipt FROM parked_receipts WHERE parked_at_ms < ? ORDER BY parked_at_ms DESC LIMIT ?",
        beforeMs,
        limit,
      )
      .toArray()
      .map((row) => JSON.parse(row.receipt) as ReceiptReport);
  }

  /** Takes one out that was listed. */
  remove(receipt: ReceiptReport): void {
    this.#sql.exec(
      "DELETE FROM parked_receipts WHERE carrier_key = ? AND state = ?",
      canonicalMessageId(receipt.carrierMessageId),
      receipt.state,
    );
    this.#count -= 1;
  }

  /** Forgets a bounded number of those from before `beforeMs`; returns how many. */
  sweep(beforeMs: number, limit: number): number {
    const swept = this.#sql
      .exec(
        `DELETE FROM parked_receipts WHERE (carrier_key, state) IN
           (SELECT carrier_key, state FROM parked_receipts WHERE parked_at_ms < ? LIMIT ?) RETURNING 1`,
        beforeMs,
        limit,
      )
      .toArray().length;
    this.#count -= swept;
    return swept;
  }
}
