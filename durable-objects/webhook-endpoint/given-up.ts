import type { PendingEvent } from "./pending-event.ts";

/** Events that are kept at most. */
const kept = 10_000;

/** Events that were given up, kept for a replay. */
export class GivenUp {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  keep(event: PendingEvent, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO given_up (event_id, given_up_at_ms, body) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET given_up_at_ms = excluded.given_up_at_ms`,
      event.id,
      nowMs,
      event.body,
    );
  }

  /** Takes out what was given up since a moment: each event as JSON. */
  takeSince(sinceMs: number): string[] {
    return this.#sql
      .exec<{ body: string }>("DELETE FROM given_up WHERE given_up_at_ms >= ? RETURNING body", sinceMs)
      .toArray()
      .map(({ body }) => body);
  }

  sweep(beforeMs: number): void {
    this.#sql.exec(
      `DELETE FROM given_up WHERE given_up_at_ms < ?
         OR event_id IN (SELECT event_id FROM given_up ORDER BY given_up_at_ms DESC LIMIT -1 OFFSET ?)`,
      beforeMs,
      kept,
    );
  }
}
