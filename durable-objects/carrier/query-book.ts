import type { QueryRequest } from "../../src/link/frames.ts";

/** A segment that may be asked about. */
export interface QueryEntry {
  messageId: string;
  segment: number;
  /** Null while no response has named it; nothing can be asked until then. */
  carrierMessageId: string | null;
  /** The bind that submitted it. */
  bindId: string;
  source: QueryRequest["source"];
  dueAtMs: number;
}

/** A question that is due. */
export interface DueQuery {
  messageId: string;
  segment: number;
  carrierMessageId: string;
  bindId: string;
  source: QueryRequest["source"];
  /** Questions so far. */
  tries: number;
}

interface DueRow extends Record<string, SqlStorageValue> {
  message_id: string;
  segment: number;
  carrier_message_id: string | null;
  bind_id: string;
  source: string;
  tries: number;
}

/**
 * Rows for segments of texts whose policy is `query`, from their response until they are settled or asked about often enough.
 * Parts that went in one submit have one id, and are asked about once.
 */
export class QueryBook {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** When the first question is due, epoch ms; null while there is none. */
  get nextDueAtMs(): number | null {
    return this.#sql.exec<{ due: number | null }>("SELECT min(due_at_ms) AS due FROM queries").one().due;
  }

  /** Notes a segment, in the place of an earlier attempt at it. */
  put({ messageId, segment, carrierMessageId, bindId, source, dueAtMs }: QueryEntry): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO queries (message_id, segment, carrier_message_id, bind_id, source, due_at_ms)
       VALUES (?, ?, ?, ?, ?, ?)`,
      messageId,
      segment,
      carrierMessageId,
      bindId,
      JSON.stringify(source),
      dueAtMs,
    );
  }

  /** A late response named a segment that was noted without an id. False where none was. */
  learn(
    entry: Pick<QueryEntry, "messageId" | "segment" | "bindId" | "dueAtMs"> & { carrierMessageId: string },
  ): boolean {
    const { rowsWritten } = this.#sql.exec(
      `UPDATE queries SET carrier_message_id = ?, bind_id = ?, due_at_ms = ?
       WHERE message_id = ? AND segment = ? AND carrier_message_id IS NULL`,
      entry.carrierMessageId,
      entry.bindId,
      entry.dueAtMs,
      entry.messageId,
      entry.segment,
    );
    return rowsWritten > 0;
  }

  /** What is due at `nowMs`, longest overdue first. */
  due(nowMs: number, limit: number): DueQuery[] {
    return this.#sql
      .exec<DueRow>(
        `SELECT message_id, segment, carrier_message_id, bind_id, source, tries FROM queries
         WHERE due_at_ms <= ? ORDER BY due_at_ms, message_id, segment LIMIT ?`,
        nowMs,
        limit,
      )
      .toArray()
      .map((row) => ({
        messageId: row.message_id,
        segment: row.segment,
        carrierMessageId: row.carrier_message_id ?? "",
        bindId: row.bind_id,
        source: JSON.parse(row.source) as QueryRequest["source"],
        tries: row.tries,
      }));
  }

  /** How often it was asked about an id; null where nothing is to be asked about it. */
  triesOf(messageId: string, carrierMessageId: string): number | null {
    const { tries } = this.#sql
      .exec<{ tries: number | null }>(
        "SELECT max(tries) AS tries FROM queries WHERE message_id = ? AND carrier_message_id = ?",
        messageId,
        carrierMessageId,
      )
      .one();
    return tries;
  }

  /** Sets how often it was asked about an id, and when the next question is due. */
  schedule(messageId: string, carrierMessageId: string, tries: number, dueAtMs: number): void {
    this.#sql.exec(
      "UPDATE queries SET tries = ?, due_at_ms = ? WHERE message_id = ? AND carrier_message_id = ?",
      tries,
      dueAtMs,
      messageId,
      carrierMessageId,
    );
  }

  /** Asks about an id no more. */
  end(messageId: string, carrierMessageId: string): void {
    this.#sql.exec("DELETE FROM queries WHERE message_id = ? AND carrier_message_id = ?", messageId, carrierMessageId);
  }

  /** Forgets segments, one statement for all. */
  forget(segments: readonly Pick<DueQuery, "messageId" | "segment">[]): void {
    if (segments.length === 0) return;
    this.#sql.exec(
      `DELETE FROM queries WHERE (message_id, segment) IN
         (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
      JSON.stringify(segments.map(({ messageId, segment }) => [messageId, segment])),
    );
  }
}
