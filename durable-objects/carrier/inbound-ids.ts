/** Operators' ids of texts from handsets that were taken, so that a call that is repeated brings nothing twice. */
export class InboundIds {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** True the first time an id is seen; part of the transaction that stores its text. */
  claim(id: string, nowMs: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      "INSERT OR IGNORE INTO inbound_ids (id, seen_at_ms) VALUES (?, ?)",
      id,
      nowMs,
    );
    return rowsWritten > 0;
  }

  /** Forgets a bounded number from before `beforeMs`; returns how many. */
  sweep(beforeMs: number, limit: number): number {
    return this.#sql
      .exec(
        "DELETE FROM inbound_ids WHERE id IN (SELECT id FROM inbound_ids WHERE seen_at_ms < ? LIMIT ?) RETURNING 1",
        beforeMs,
        limit,
      )
      .toArray().length;
  }
}
