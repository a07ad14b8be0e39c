/** The outboxes there are. The name is the table's, and the kind of the alarm that sends again. */
export type OutboxName = "outbox" | "account_outbox" | "moves_outbox";

/** The tables of an outbox; an object that has one puts this in its migrations. */
export function outboxTables(name: OutboxName): string {
  return `
  CREATE TABLE ${name} (
    id TEXT PRIMARY KEY,
    items INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE ${name}_chunks (
    first_id TEXT PRIMARY KEY,
    last_id TEXT NOT NULL,
    sent_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
`;
}

export type OutboxStatements = ReturnType<typeof outboxStatements>;

/** What an outbox says to SQLite, made once per outbox. */
export function outboxStatements(name: OutboxName) {
  const chunks = `${name}_chunks`;
  return {
    countChunks: `SELECT count(*) AS count, max(last_id) AS last FROM ${chunks}`,
    countItems: `SELECT coalesce(sum(items), 0) AS items FROM ${name}`,
    countUnchunked: `SELECT coalesce(sum(items), 0) AS items, coalesce(sum(length(body)), 0) AS characters FROM ${name} WHERE id > ?`,
    lastId: `SELECT max(id) AS id FROM ${name}`,
    append: `INSERT INTO ${name} (id, items, body) VALUES (?, ?, ?)`,
    rewrite: `UPDATE ${name} SET items = ?, body = ? WHERE id = ?`,
    addChunk: `INSERT INTO ${chunks} (first_id, last_id, sent_at_ms) VALUES (?, ?, ?)`,
    findChunk: `SELECT 1 FROM ${chunks} WHERE first_id = ?`,
    takeOverdue: `UPDATE ${chunks} SET sent_at_ms = ? WHERE sent_at_ms < ? RETURNING first_id, last_id`,
    rowsOfChunk: `SELECT id, items, body FROM ${name} WHERE id BETWEEN ? AND ? ORDER BY id`,
    markUnsent: `UPDATE ${chunks} SET sent_at_ms = 0 WHERE first_id IN (SELECT value FROM json_each(?))`,
    deleteChunk: `DELETE FROM ${chunks} WHERE first_id = ? RETURNING last_id`,
    deleteRows: `DELETE FROM ${name} WHERE id BETWEEN ? AND ? RETURNING items`,
    findBody: `SELECT body FROM ${name} WHERE id <= ? ORDER BY id DESC LIMIT 1`,
    nextRows: `SELECT id, items, body FROM ${name} WHERE id > ? ORDER BY id LIMIT ?`,
  };
}
