import {
  type NewSuppression,
  type Suppression,
  type SuppressionFilter,
  type SuppressionReason,
  type SuppressionSource,
  placeOf,
  readPlace,
} from "../../src/suppressions/suppression.ts";
import { type Page, toPage } from "../../src/page.ts";

export const suppressionTables = `
  CREATE TABLE suppressions (
    recipient TEXT NOT NULL,
    sender TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    PRIMARY KEY (recipient, sender)
  ) WITHOUT ROWID;
`;

interface SuppressionRow extends Record<string, SqlStorageValue> {
  recipient: string;
  sender: string;
  reason: string;
  source: string;
  created_at_ms: number;
}

/** Who gets nothing from the account: of one sender, or of all. */
export class SuppressionStore {
  readonly #sql: SqlStorage;
  /** Null until somebody asks. */
  #isEmpty: boolean | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Known in memory, so that an account that has none reads nothing for its texts. */
  get isEmpty(): boolean {
    this.#isEmpty ??= this.#sql.exec("SELECT 1 FROM suppressions LIMIT 1").toArray().length === 0;
    return this.#isEmpty;
  }

  /** Those of the recipients that get nothing: each with its sender, empty for all, as `placeOf` writes it. */
  amongst(recipients: readonly string[]): ReadonlySet<string> {
    if (this.isEmpty) return new Set();
    const rows = this.#sql.exec<{ recipient: string; sender: string }>(
      "SELECT recipient, sender FROM suppressions WHERE recipient IN (SELECT value FROM json_each(?))",
      JSON.stringify(recipients),
    );
    return new Set(Array.from(rows, placeOf));
  }

  /** Whether a recipient gets nothing from a sender. */
  has(recipient: string, sender: string): boolean {
    const found = this.amongst([recipient]);
    return found.has(placeOf({ recipient, sender })) || found.has(placeOf({ recipient, sender: "" }));
  }

  find(recipient: string, sender: string): Suppression | null {
    const row = this.#sql
      .exec<SuppressionRow>("SELECT * FROM suppressions WHERE recipient = ? AND sender = ?", recipient, sender)
      .toArray()[0];
    return row === undefined ? null : suppressionOf(row);
  }

  /** False where it is there already; it then stays as it is. */
  add({ recipient, sender, reason }: NewSuppression, source: SuppressionSource, nowMs: number): boolean {
    const added = this.#sql.exec(
      `INSERT INTO suppressions (recipient, sender, reason, source, created_at_ms) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING 1`,
      recipient,
      sender,
      reason,
      source,
      nowMs,
    );
    this.#isEmpty = false;
    return added.toArray().length > 0;
  }

  /** False where there was none. */
  remove(recipient: string, sender: string): boolean {
    const removed = this.#sql.exec(
      "DELETE FROM suppressions WHERE recipient = ? AND sender = ? RETURNING 1",
      recipient,
      sender,
    );
    this.#isEmpty = null;
    return removed.toArray().length > 0;
  }

  /** By recipient and sender, from the one after `after`. */
  list(
    { recipient, sender, reason }: SuppressionFilter,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Page<Suppression> {
    const place = after === undefined ? null : readPlace(after);
    const rows = this.#sql
      .exec<SuppressionRow>(
        `SELECT * FROM suppressions
         WHERE (recipient, sender) > (?1, ?2) AND recipient >= ?3 AND recipient <= ?4
           AND (?5 IS NULL OR sender = ?5) AND (?6 IS NULL OR reason = ?6)
         ORDER BY recipient, sender LIMIT ?7`,
        place?.recipient ?? "",
        place?.sender ?? "",
        recipient ?? "",
        recipient ?? "~",
        sender ?? null,
        reason ?? null,
        limit + 1,
      )
      .toArray();
    return toPage(rows.map(suppressionOf), limit, placeOf);
  }
}

function suppressionOf({ recipient, sender, reason, source, created_at_ms }: SuppressionRow): Suppression {
  return {
    recipient,
    sender,
    reason: reason as SuppressionReason,
    source: source as SuppressionSource,
    createdAtMs: created_at_ms,
  };
}
