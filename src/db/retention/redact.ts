import type { RetentionStage } from "../../retention/retention-stage.ts";

export interface RedactStep {
  accountId: string;
  stage: RetentionStage;
  /** Epoch ms; what was accepted before is redacted. */
  cutoffMs: number;
  /** The least id of that moment, of the kind that the stage is about. */
  beforeId: string;
  /** Messages of one step. */
  limit: number;
}

/** What a step did: whether there is more to do now, the rows that D1 read and wrote for it, and the queries it took. */
export interface RedactResult {
  more: boolean;
  rows: number;
  queries: number;
}

interface StageSql {
  table: "messages" | "inbound_messages";
  set: string;
  /** Whether there is anything left to remove: what is not changed is not written. */
  isOpen: string;
}

const stages: Readonly<Record<RetentionStage, StageSql>> = {
  text: { table: "messages", set: "body = ''", isOpen: "body <> ''" },
  number: { table: "messages", ...withoutMiddle("recipient") },
  inbound_text: { table: "inbound_messages", set: "body = ''", isOpen: "body <> ''" },
  inbound_number: { table: "inbound_messages", ...withoutMiddle("sender") },
};

/** As `redactAddress` of src/sms. */
function withoutMiddle(column: string): Pick<StageSql, "set" | "isOpen"> {
  const digits = `ltrim(${column}, '+')`;
  const shown = `(substr(${column}, 1, 1) = '+') + min(5, length(${digits}) - 7)`;
  return {
    set: `${column} = substr(${column}, 1, ${shown}) || '•••' || substr(${column}, -4)`,
    isOpen: `length(${digits}) >= 8 AND ${digits} NOT GLOB '*[^0-9]*'`,
  };
}

/**
 * Removes texts or numbers of up to `limit` messages, from where the last step ended. A message that still waits for its time is put
 * down for later: its days begin when it goes. Doing a step again changes nothing.
 */
export async function redact(db: D1Database, step: RedactStep): Promise<RedactResult> {
  const { accountId, stage, beforeId, limit } = step;
  const { table } = stages[stage];
  const cursorSql = "(SELECT before_id FROM retention_cursors WHERE account_id = ?1 AND stage = ?2)";
  const bounds = await db
    .prepare(
      `SELECT coalesce(${cursorSql}, '') AS from_id, (SELECT id FROM ${table} WHERE account_id = ?1
         AND id >= coalesce(${cursorSql}, '') AND id < ?3 ORDER BY id LIMIT 1 OFFSET ?4) AS to_id`,
    )
    .bind(accountId, stage, beforeId, limit)
    .all<{ from_id: string; to_id: string | null }>();
  const { from_id: fromId = "", to_id: toId = null } = bounds.results[0] ?? {};
  if (fromId >= beforeId) return { more: false, rows: bounds.meta.rows_read, queries: 1 };
  const results = await db.batch(statementsOf(db, step, fromId, toId ?? beforeId));
  const rows = results.reduce((sum, { meta }) => sum + meta.rows_read + meta.rows_written, bounds.meta.rows_read);
  return { more: toId !== null, rows, queries: 1 + results.length };
}

function statementsOf(db: D1Database, step: RedactStep, fromId: string, toId: string): D1PreparedStatement[] {
  const { accountId, stage } = step;
  const { table, set, isOpen } = stages[stage];
  const isOfMessages = table === "messages";
  const change = db
    .prepare(
      `UPDATE ${table} SET ${set} WHERE account_id = ?1 AND id >= ?2 AND id < ?3 AND ${isOpen}
       ${isOfMessages ? "AND status <> 'scheduled'" : ""}`,
    )
    .bind(accountId, fromId, toId);
  const mark = db
    .prepare(
      `INSERT INTO retention_cursors (account_id, stage, before_id) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET before_id = max(before_id, excluded.before_id)`,
    )
    .bind(accountId, stage, toId);
  if (!isOfMessages) return [change, mark];
  const putOff = db
    .prepare(
      `INSERT INTO retention_later (account_id, stage, due_at_ms, id)
       SELECT account_id, ?4, timeline ->> '$.scheduled.dueAtMs', id FROM messages INDEXED BY messages_status
       WHERE account_id = ?1 AND status = 'scheduled' AND status NOT IN ('queued', 'sent', 'delivered')
         AND id >= ?2 AND id < ?3 AND timeline ->> '$.scheduled.dueAtMs' IS NOT NULL
       ON CONFLICT DO NOTHING`,
    )
    .bind(accountId, fromId, toId, stage);
  return [putOff, change, mark, ...laterStatements(db, step)];
}

/** Those that were put off, once they have gone and their days are over. */
function laterStatements(db: D1Database, { accountId, stage, cutoffMs, limit }: RedactStep): D1PreparedStatement[] {
  const { set, isOpen } = stages[stage];
  const due = `SELECT later.id FROM retention_later AS later
    LEFT JOIN messages ON messages.account_id = later.account_id AND messages.id = later.id
    WHERE later.account_id = ?1 AND later.stage = ?2 AND later.due_at_ms < ?3 AND (messages.id IS NULL
      OR (messages.status <> 'scheduled' AND coalesce(messages.timeline ->> '$.scheduled.dueAtMs', 0) < ?3))
    ORDER BY later.due_at_ms, later.id LIMIT ?4`;
  return [
    db.prepare(`UPDATE messages SET ${set} WHERE account_id = ?1 AND id IN (${due}) AND ${isOpen}`),
    db.prepare(
      `DELETE FROM retention_later WHERE account_id = ?1 AND stage = ?2 AND due_at_ms < ?3 AND id IN (${due})`,
    ),
  ].map((statement) => statement.bind(accountId, stage, cutoffMs, limit));
}
