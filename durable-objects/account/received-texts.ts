import { idLowerBound } from "../../src/ids.ts";

export const receivedTables = `
  CREATE TABLE received_texts (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    peer TEXT NOT NULL,
    is_closed INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE reply_counts (
    number TEXT NOT NULL,
    peer TEXT NOT NULL,
    hour INTEGER NOT NULL,
    replies INTEGER NOT NULL,
    PRIMARY KEY (number, peer)
  ) WITHOUT ROWID;
`;

/** How long a text can be answered, and is known when it comes again. */
const keptMs = 30 * 86_400_000;
const hourMs = 3_600_000;
/** Answers to one handset from one number within an hour (UTC): two machines that answer each other come to rest. */
const repliesPerHour = 5;

/** Texts from handsets that the account has had, so that each counts once, and what was answered. */
export class ReceivedTexts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** False where it was had before. */
  add({ id, to, from }: { id: string; to: string; from: string }): boolean {
    const added = this.#sql.exec(
      "INSERT INTO received_texts (id, number, peer, is_closed) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING RETURNING 1",
      id,
      to,
      from,
    );
    return added.toArray().length > 0;
  }

  /** A text that may still be answered; null where it was answered, is not to be, or never was. */
  findOpen(id: string): { number: string; peer: string } | null {
    const row = this.#sql
      .exec<{ number: string; peer: string }>(
        "SELECT number, peer FROM received_texts WHERE id = ? AND is_closed = 0",
        id,
      )
      .toArray()[0];
    return row ?? null;
  }

  /** It was answered, or is not to be. */
  close(id: string): void {
    this.#sql.exec("UPDATE received_texts SET is_closed = 1 WHERE id = ?", id);
  }

  /** Counts an answer; false where there were too many lately. */
  countReply(number: string, peer: string, nowMs: number): boolean {
    const counted = this.#sql.exec(
      `INSERT INTO reply_counts (number, peer, hour, replies) VALUES (?1, ?2, ?3, 1)
       ON CONFLICT DO UPDATE SET hour = ?3, replies = CASE hour WHEN ?3 THEN replies + 1 ELSE 1 END
       WHERE hour <> ?3 OR replies < ?4 RETURNING 1`,
      number,
      peer,
      Math.floor(nowMs / hourMs),
      repliesPerHour,
    );
    return counted.toArray().length > 0;
  }
}

/** Deletes a bounded batch of what is older than it is kept. Returns how many there were, of the more numerous kind. */
export function sweepReceived(sql: SqlStorage, nowMs: number, batchSize: number): number {
  const texts = sql.exec(
    "DELETE FROM received_texts WHERE id IN (SELECT id FROM received_texts WHERE id < ? LIMIT ?) RETURNING 1",
    idLowerBound("inbound", nowMs - keptMs),
    batchSize,
  );
  const counts = sql.exec(
    `DELETE FROM reply_counts WHERE (number, peer) IN
       (SELECT number, peer FROM reply_counts WHERE hour < ? LIMIT ?) RETURNING 1`,
    Math.floor(nowMs / hourMs) - 1,
    batchSize,
  );
  return Math.max(texts.toArray().length, counts.toArray().length);
}
