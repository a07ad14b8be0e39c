import type { AcceptedText, Lane } from "../../src/messages/message.ts";
import type { FailoverPlan } from "../../src/routing/failover.ts";

/** A text that a carrier took and that may yet go elsewhere, or one that left and of which something may still be heard. */
export interface KeptText {
  messageId: string;
  accountId: string;
  lane: Lane;
  /** Moves it had behind it here. */
  hops: number;
  segmentCount: number;
  /** What goes elsewhere; null once it has left. */
  content: { text: AcceptedText; plan: FailoverPlan } | null;
}

interface KeptRow extends Record<string, SqlStorageValue> {
  account_id: string;
  lane: Lane;
  hops: number;
  segment_count: number;
  content: string | null;
}

/** Rows only for texts that may go on when they are not delivered, and for those that left after a submit nobody answered. */
export class KeptTexts {
  readonly #sql: SqlStorage;
  #count: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#count = sql.exec<{ count: number }>("SELECT count(*) AS count FROM kept_texts").one().count;
  }

  find(messageId: string): KeptText | null {
    if (this.#count === 0) return null;
    const row = this.#sql
      .exec<KeptRow>(
        "SELECT account_id, lane, hops, segment_count, content FROM kept_texts WHERE message_id = ?",
        messageId,
      )
      .toArray()[0];
    if (row === undefined) return null;
    return {
      messageId,
      accountId: row.account_id,
      lane: row.lane,
      hops: row.hops,
      segmentCount: row.segment_count,
      content: row.content === null ? null : (JSON.parse(row.content) as KeptText["content"]),
    };
  }

  save({ messageId, accountId, lane, hops, segmentCount, content }: KeptText, nowMs: number): void {
    this.delete(messageId);
    this.#sql.exec(
      `INSERT INTO kept_texts (message_id, account_id, lane, hops, segment_count, content, kept_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      messageId,
      accountId,
      lane,
      hops,
      segmentCount,
      content === null ? null : JSON.stringify(content),
      nowMs,
    );
    this.#count += 1;
  }

  delete(messageId: string): void {
    if (this.#count === 0) return;
    this.#count -= this.#sql
      .exec("DELETE FROM kept_texts WHERE message_id = ? RETURNING 1", messageId)
      .toArray().length;
  }

  /** Forgets a bounded number of texts from before `beforeMs`, whose receipts are not matched any more. */
  sweep(beforeMs: number, limit: number): number {
    if (this.#count === 0) return 0;
    const swept = this.#sql
      .exec(
        "DELETE FROM kept_texts WHERE message_id IN (SELECT message_id FROM kept_texts WHERE kept_at_ms < ? LIMIT ?) RETURNING 1",
        beforeMs,
        limit,
      )
      .toArray().length;
    this.#count -= swept;
    return swept;
  }
}
