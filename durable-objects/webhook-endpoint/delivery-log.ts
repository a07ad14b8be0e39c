import type { DeliveryAttempt } from "../../src/webhooks/delivery-attempt.ts";

/** A place in the log: before the attempt `index` of the row `seq`. */
const placePattern = /^(\d{1,15})\.(\d{1,6})$/;

/** Kept beyond their time only by being few: the newest rows stay whatever their age. */
const rowsKept = 20_000;

/** At 100 events and a kilobyte of response each, in the longest form JSON has for it, these stay well below the 2 MB of a row. */
const attemptsPerRow = 50;

/** What became of each request: a row for those that ended in the same moment. */
export class DeliveryLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  append(attempts: readonly DeliveryAttempt[], nowMs: number): void {
    for (let from = 0; from < attempts.length; from += attemptsPerRow) {
      const entries = JSON.stringify(attempts.slice(from, from + attemptsPerRow));
      this.#sql.exec("INSERT INTO attempts (at_ms, entries) VALUES (?, ?)", nowMs, entries);
    }
  }

  /** Newest first; `next` is the place to go on from, null on the last page. */
  list(before: string | null, limit: number): { items: DeliveryAttempt[]; next: string | null } {
    const place = before === null ? null : placePattern.exec(before);
    const fromSeq = place === null ? Number.MAX_SAFE_INTEGER : Number(place[1]);
    const items: DeliveryAttempt[] = [];
    let next: string | null = null;
    const rows = this.#sql.exec<{ seq: number; entries: string }>(
      "SELECT seq, entries FROM attempts WHERE seq <= ? ORDER BY seq DESC LIMIT ?",
      fromSeq,
      limit + 1,
    );
    for (const { seq, entries } of rows) {
      const ofRow = JSON.parse(entries) as DeliveryAttempt[];
      const end = place !== null && seq === fromSeq ? Math.min(Number(place[2]), ofRow.length) : ofRow.length;
      for (let index = end - 1; index >= 0; index -= 1) {
        const attempt = ofRow[index];
        if (attempt === undefined) continue;
        if (items.length === limit) return { items, next };
        items.push(attempt);
        next = `${seq}.${index}`;
      }
    }
    return { items, next: null };
  }

  static isPlace(text: string): boolean {
    return placePattern.test(text);
  }

  /** Returns how many rows it deleted. */
  sweep(beforeMs: number, limit: number): number {
    return this.#sql
      .exec(
        `DELETE FROM attempts WHERE seq IN (SELECT seq FROM attempts
           WHERE at_ms < ?1 OR seq <= (SELECT max(seq) FROM attempts) - ?2 ORDER BY seq LIMIT ?3) RETURNING 1`,
        beforeMs,
        rowsKept,
        limit,
      )
      .toArray().length;
  }
}
