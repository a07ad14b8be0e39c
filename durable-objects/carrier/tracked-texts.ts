import type { MessageStatus } from "../../src/sms/status.ts";

/** The segments of a text that is not simply one segment sent at the first attempt. */
export interface TrackedText {
  messageId: string;
  accountId: string;
  /** The attempt that is under way or comes next, from 1. */
  attempt: number;
  /** One per segment; `queued` is one that has yet to be submitted. */
  segments: MessageStatus[];
  /** Segments that this carrier will not take and another one may. */
  refused: number[];
}

/** Rows for the texts that need one: several segments, or a second attempt. */
export class TrackedTexts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(messageId: string): TrackedText | null {
    const row = this.#sql
      .exec<{ account_id: string; attempt: number; segments: string; refused: string }>(
        "SELECT account_id, attempt, segments, refused FROM tracked_texts WHERE message_id = ?",
        messageId,
      )
      .toArray()[0];
    if (row === undefined) return null;
    return {
      messageId,
      accountId: row.account_id,
      attempt: row.attempt,
      segments: JSON.parse(row.segments) as MessageStatus[],
      refused: JSON.parse(row.refused) as number[],
    };
  }

  save(text: TrackedText, nowMs: number): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO tracked_texts (message_id, account_id, attempt, segments, refused, updated_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      text.messageId,
      text.accountId,
      text.attempt,
      JSON.stringify(text.segments),
      JSON.stringify(text.refused),
      nowMs,
    );
  }

  delete(messageId: string): void {
    this.#sql.exec("DELETE FROM tracked_texts WHERE message_id = ?", messageId);
  }

  /** Forgets texts that nothing has been heard of since `beforeMs`. */
  sweep(beforeMs: number, limit: number): number {
    return this.#sql
      .exec(
        "DELETE FROM tracked_texts WHERE message_id IN (SELECT message_id FROM tracked_texts WHERE updated_at_ms < ? LIMIT ?) RETURNING 1",
        beforeMs,
        limit,
      )
      .toArray().length;
  }
}
