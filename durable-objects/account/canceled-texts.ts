import type { AcceptedText } from "../../src/messages/message.ts";
import type { WaitingText } from "../../src/messages/waiting-text.ts";

type CanceledText = Extract<WaitingText, { state: "canceled" }>;

/** How long the object tells of a canceled text; the read model knows within seconds. */
const keptMs = 3_600_000;

/** Texts that were canceled lately: the read model may not have heard yet. */
export class CanceledTexts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add({ text, dueAtMs, canceledAtMs }: CanceledText): void {
    this.#sql.exec(
      "INSERT INTO canceled_texts (id, canceled_at_ms, due_at_ms, body) VALUES (?, ?, ?, ?)",
      text.id,
      canceledAtMs,
      dueAtMs,
      JSON.stringify(text),
    );
  }

  find(id: string): CanceledText | null {
    const row = this.#sql
      .exec<{ canceled_at_ms: number; due_at_ms: number; body: string }>(
        "SELECT canceled_at_ms, due_at_ms, body FROM canceled_texts WHERE id = ?",
        id,
      )
      .toArray()[0];
    if (row === undefined) return null;
    const text = JSON.parse(row.body) as AcceptedText;
    return { state: "canceled", text, dueAtMs: row.due_at_ms, canceledAtMs: row.canceled_at_ms };
  }
}

/** Deletes a bounded batch of those whose time is over. Returns how many there were. */
export function sweepCanceled(sql: SqlStorage, nowMs: number, batchSize: number): number {
  return sql
    .exec(
      `DELETE FROM canceled_texts WHERE id IN
         (SELECT id FROM canceled_texts WHERE canceled_at_ms <= ? LIMIT ?) RETURNING 1`,
      nowMs - keptMs,
      batchSize,
    )
    .toArray().length;
}
