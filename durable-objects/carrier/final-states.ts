import { type ReceiptState, receiptStates } from "../../src/sms/receipt-states.ts";

/** Segments whose states share a row, a byte each. */
const segmentsPerPage = 1_024;
/** Pages kept in memory: receipts mostly come for what went a moment ago. */
const keptPages = 64;

/**
 * The final states of one day's segments, by the position that each was given. Neighbours share a row, so a hundred receipts
 * that come together are a row or two to write, and not one each.
 */
export class FinalStates {
  readonly #sql: SqlStorage;
  readonly #table: string;
  /** The last ones used, in that order. A byte is 0 while its segment has no final state. */
  readonly #pages = new Map<number, Uint8Array>();
  #nextPosition: number;

  constructor(sql: SqlStorage, table: string) {
    this.#sql = sql;
    this.#table = table;
    sql.exec(`CREATE TABLE IF NOT EXISTS ${table} (page INTEGER PRIMARY KEY, states BLOB NOT NULL)`);
    const { pages } = sql.exec<{ pages: number }>(`SELECT coalesce(max(page) + 1, 0) AS pages FROM ${table}`).one();
    this.#nextPosition = pages * segmentsPerPage;
  }

  /** Positions for so many segments, of which the first is returned. Part of the caller's transaction. */
  allot(count: number): number {
    const first = this.#nextPosition;
    this.#nextPosition += count;
    const end = Math.ceil(this.#nextPosition / segmentsPerPage);
    for (let page = Math.ceil(first / segmentsPerPage); page < end; page++) {
      this.#sql.exec(`INSERT INTO ${this.#table} (page, states) VALUES (?, zeroblob(?))`, page, segmentsPerPage);
    }
    return first;
  }

  /** Null where the segment has none yet. */
  read(position: number): ReceiptState | null {
    const byte = this.#page(pageOf(position))[position % segmentsPerPage] ?? 0;
    return byte === 0 ? null : (receiptStates[byte - 1] ?? null);
  }

  /** Part of the caller's transaction. */
  write(states: readonly { position: number; state: ReceiptState }[]): void {
    for (const [page, ofPage] of Map.groupBy(states, ({ position }) => pageOf(position))) {
      const bytes = this.#page(page);
      for (const { position, state } of ofPage) bytes[position % segmentsPerPage] = receiptStates.indexOf(state) + 1;
      this.#sql.exec(`UPDATE ${this.#table} SET states = ? WHERE page = ?`, bytes, page);
    }
  }

  #page(page: number): Uint8Array {
    const bytes = this.#pages.get(page) ?? this.#load(page);
    this.#pages.delete(page);
    this.#pages.set(page, bytes);
    const oldest = this.#pages.size > keptPages ? this.#pages.keys().next().value : undefined;
    if (oldest !== undefined) this.#pages.delete(oldest);
    return bytes;
  }

  #load(page: number): Uint8Array {
    const query = `SELECT states FROM ${this.#table} WHERE page = ?`;
    return new Uint8Array(this.#sql.exec<{ states: ArrayBuffer }>(query, page).one().states);
  }
}

function pageOf(position: number): number {
  return Math.floor(position / segmentsPerPage);
}
