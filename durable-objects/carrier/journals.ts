/** A connector's journal as the carrier knows it: a small number for it, and the last report taken from it. */
export interface Journal {
  number: number;
  lastSequence: number;
}

/** Rows that make each report of each journal count once. */
export class Journals {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The journal's row, made where it is new. */
  open(journalId: string, connectorId: string): Journal {
    const known = this.#sql
      .exec<{ number: number; last_sequence: number }>(
        "SELECT number, last_sequence FROM journals WHERE journal_id = ?",
        journalId,
      )
      .toArray()[0];
    if (known !== undefined) return { number: known.number, lastSequence: known.last_sequence };
    const { number } = this.#sql
      .exec<{ number: number }>(
        "INSERT INTO journals (journal_id, connector_id) VALUES (?, ?) RETURNING number",
        journalId,
        connectorId,
      )
      .one();
    return { number, lastSequence: 0 };
  }

  /** True the first time a report's number is seen; part of the transaction that applies it. */
  claim(journal: number, sequence: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      "UPDATE journals SET last_sequence = ? WHERE number = ? AND last_sequence < ?",
      sequence,
      journal,
      sequence,
    );
    return rowsWritten > 0;
  }

  /** Other journals that this connector used before. */
  othersOf(connectorId: string, journal: number): number[] {
    return this.#sql
      .exec<{ number: number }>(
        "SELECT number FROM journals WHERE connector_id = ? AND number <> ?",
        connectorId,
        journal,
      )
      .toArray()
      .map((row) => row.number);
  }
}
