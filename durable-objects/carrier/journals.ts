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

  /** Where a report stands among those that were taken. */
  place(journal: number, sequence: number): "known" | "next" | "ahead" {
    const last =
      this.#sql
        .exec<{ last_sequence: number }>("SELECT last_sequence FROM journals WHERE number = ?", journal)
        .toArray()[0]?.last_sequence ?? 0;
    if (sequence <= last) return "known";
    return sequence === last + 1 ? "next" : "ahead";
  }

  /** Counts a report as taken; part of the transaction that applies it. */
  take(journal: number, sequence: number): void {
    this.#sql.exec("UPDATE journals SET last_sequence = ? WHERE number = ?", sequence, journal);
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
