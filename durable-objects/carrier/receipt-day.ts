import type { ReceiptState } from "../../src/sms/receipt-states.ts";
import { FinalStates } from "./final-states.ts";
import { IndexedRuns, runTablesOf } from "./receipt-indexed-runs.ts";
import { type OldReceipt, ReceiptRows, rowTableOf } from "./receipt-rows.ts";
import type { PlacedEntry, ReceiptEntry } from "./receipt-runs.ts";

/** A segment as it is found. */
export interface ReceiptRow extends ReceiptEntry {
  finalState: ReceiptState | null;
  /** Whose tables it is in: days since 1970, UTC. */
  day: number;
  /** Where its final state is kept; null for what was stored when that was a column of its own. */
  position: number | null;
}

/** The days of which something is stored, the newest first. */
export function storedDays(sql: SqlStorage): number[] {
  return sql
    .exec<{ day: number }>(
      `SELECT DISTINCT CAST(ltrim(name, 'receipts_runs') AS INTEGER) AS day FROM sqlite_master
       WHERE type = 'table' AND (name GLOB 'receipts_[0-9]*' OR name GLOB 'receipt_runs_[0-9]*')
       ORDER BY day DESC`,
    )
    .toArray()
    .map(({ day }) => day);
}

/** The segments of one day, whichever form they are stored in, with their final states. */
export class ReceiptDay {
  readonly day: number;
  readonly #sql: SqlStorage;
  readonly #runs: IndexedRuns;
  /** Null where there are none of that time. */
  readonly #rows: ReceiptRows | null;
  readonly #states: FinalStates;

  constructor(sql: SqlStorage, day: number) {
    this.day = day;
    this.#sql = sql;
    const hasRows = sql.exec("SELECT 1 FROM sqlite_master WHERE name = ?", rowTableOf(day)).toArray().length > 0;
    this.#rows = hasRows ? new ReceiptRows(sql, day) : null;
    this.#runs = new IndexedRuns(sql, day);
    this.#states = new FinalStates(sql, statesTableOf(day));
  }

  /** Adds segments. One that is there already stays as it is. */
  insert(entries: readonly ReceiptEntry[]): void {
    this.#runs.insert(this.#withoutRows(entries), (count) => this.#states.allot(count));
  }

  /**
   * The segments under `wanted`, those that were stored last first, a layer at a time. Keys that the caller takes out of
   * `wanted` meanwhile are not looked for any further.
   */
  *find(wanted: ReadonlySet<string>): Generator<ReceiptRow[]> {
    for (const entries of this.#runs.find(wanted)) yield entries.map((entry) => this.#placed(entry));
    if (this.#rows !== null && wanted.size > 0) yield this.#rows.find(wanted).map((row) => this.#old(row));
  }

  close(states: readonly { position: number; state: ReceiptState }[]): void {
    this.#states.write(states);
  }

  /** Lets go of what is in memory for traffic that is under way. */
  rest(): void {
    this.#runs.rest();
  }

  drop(): void {
    const tables = [...Object.values(runTablesOf(this.day)), rowTableOf(this.day), statesTableOf(this.day)];
    this.#sql.exec(tables.map((table) => `DROP TABLE IF EXISTS ${table}`).join(";"));
  }

  #withoutRows(entries: readonly ReceiptEntry[]): readonly ReceiptEntry[] {
    if (this.#rows === null) return entries;
    const stored = new Set(this.#rows.find(entries.map(({ carrierKey }) => carrierKey)).map(identityOf));
    return entries.filter((entry) => !stored.has(identityOf(entry)));
  }

  #placed(entry: PlacedEntry): ReceiptRow {
    return Object.assign(entry, { finalState: this.#states.read(entry.position), day: this.day });
  }

  #old({ storedState, ...row }: OldReceipt): ReceiptRow {
    const finalState = row.position === null ? storedState : this.#states.read(row.position);
    return { ...row, finalState, day: this.day };
  }
}

function statesTableOf(day: number): string {
  return `receipt_states_${day}`;
}

function identityOf({ carrierKey, messageId, segment }: ReceiptEntry): string {
  return `${carrierKey} ${messageId} ${segment}`;
}
