/** Who holds a bind. */
export interface Lease {
  bindId: string;
  journal: number;
  /** Grows with every new holder; a report about the bind under an older token is not believed. */
  token: number;
  /** The journal the bind goes to as soon as its holder has let go of it. */
  nextJournal: number | null;
}

/** Each bind is leased to one connector's journal. Few rows, held in memory and on disk. */
export class Leases {
  readonly #sql: SqlStorage;
  readonly #leases = new Map<string, Lease>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ bind_id: string; journal: number; token: number; next_journal: number | null }>(
      "SELECT bind_id, journal, token, next_journal FROM leases",
    );
    for (const row of rows) {
      this.#leases.set(row.bind_id, {
        bindId: row.bind_id,
        journal: row.journal,
        token: row.token,
        nextJournal: row.next_journal,
      });
    }
  }

  all(): Lease[] {
    return [...this.#leases.values()];
  }

  find(bindId: string): Lease | undefined {
    return this.#leases.get(bindId);
  }

  /** The binds a journal may hold up: its own, but for those it is to let go of. */
  heldBy(journal: number): Lease[] {
    return this.all().filter((lease) => lease.journal === journal && lease.nextJournal === null);
  }

  grant(bindId: string, journal: number): void {
    this.#save({ bindId, journal, token: (this.#leases.get(bindId)?.token ?? 0) + 1, nextJournal: null });
  }

  /** Has the holder let go of a bind, for another journal. */
  move(lease: Lease, nextJournal: number | null): void {
    this.#save({ ...lease, nextJournal });
  }

  /** Forgets binds that are not configured any more. */
  keepOnly(bindIds: ReadonlySet<string>): void {
    for (const { bindId } of this.all()) {
      if (bindIds.has(bindId)) continue;
      this.#leases.delete(bindId);
      this.#sql.exec("DELETE FROM leases WHERE bind_id = ?", bindId);
    }
  }

  #save(lease: Lease): void {
    this.#leases.set(lease.bindId, lease);
    this.#sql.exec(
      "INSERT OR REPLACE INTO leases (bind_id, journal, token, next_journal) VALUES (?, ?, ?, ?)",
      lease.bindId,
      lease.journal,
      lease.token,
      lease.nextJournal,
    );
  }
}
