import type { ReceiptState } from "../../src/sms/receipt-states.ts";
import type { ReceiptEntry } from "./receipt-runs.ts";

// Receipts of a time when each segment had a row. They are found, closed and dropped; nothing is inserted any more.

/** A segment as such a row has it. */
export interface OldReceipt extends ReceiptEntry {
  /** Where its final state is kept; null for what was stored when that was a column of its own. */
  position: number | null;
  /** That column. */
  storedState: ReceiptState | null;
}

interface StoredRow extends Record<string, SqlStorageValue> {
  carrier_key: string;
  message_id: string;
  segment: number;
  account_id: string;
  segment_count: number;
  /** Only in tables that have no positions. */
  final_state?: ReceiptState | null;
  position: number | null;
  sent_at_ms: number;
  hops: number;
}

export function rowTableOf(day: number): string {
  return `receipts_${day}`;
}

/**
 * Brings receipts of a time when all were in one table under their day, and gives tables of a time when the final state was a column
 * one for the position. Their rows have none: a receipt for one of them that comes twice is a step told twice, which changes nothing.
 */
export function dateOldReceipts(sql: SqlStorage, today: number): void {
  const exists =
    sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'receipts'").toArray().length > 0;
  if (exists) {
    const isEmpty = sql.exec("SELECT 1 FROM receipts LIMIT 1").toArray().length === 0;
    sql.exec(isEmpty ? "DROP TABLE receipts" : `ALTER TABLE receipts RENAME TO ${rowTableOf(today)}`);
  }
  const unplaced = sql.exec<{ name: string }>(
    `SELECT name FROM sqlite_master
     WHERE type = 'table' AND name GLOB 'receipts_[0-9]*' AND instr(sql, 'position INTEGER') = 0`,
  );
  for (const { name } of unplaced.toArray()) sql.exec(`ALTER TABLE ${name} ADD COLUMN position INTEGER`);
}

/** The rows of one day. */
export class ReceiptRows {
  readonly #sql: SqlStorage;
  readonly #query: string;

  constructor(sql: SqlStorage, day: number) {
    this.#sql = sql;
    this.#query = `SELECT stored.* FROM (SELECT value AS key FROM json_each(?)) AS wanted
      CROSS JOIN ${rowTableOf(day)} AS stored ON stored.carrier_key = wanted.key`;
  }

  find(keys: Iterable<string>): OldReceipt[] {
    return this.#sql
      .exec<StoredRow>(this.#query, JSON.stringify([...keys]))
      .toArray()
      .map(oldReceipt);
  }
}

function oldReceipt(row: StoredRow): OldReceipt {
  return {
    carrierKey: row.carrier_key,
    messageId: row.message_id,
    segment: row.segment,
    accountId: row.account_id,
    segmentCount: row.segment_count,
    sentAtMs: row.sent_at_ms,
    hops: row.hops,
    position: row.position,
    storedState: row.final_state ?? null,
  };
}
