/**
 * Brings an object's SQLite up to date: runs each migration after the number it has reached, all in one transaction.
 * Migrations are only ever appended; docs/storage-schema.md says what each table holds.
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly string[]): void {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY) WITHOUT ROWID");
    const reached = sql
      .exec<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM migrations")
      .one().version;
    for (const [index, statements] of migrations.entries()) {
      const version = index + 1;
      if (version <= reached) continue;
      sql.exec(statements);
      sql.exec("INSERT INTO migrations (version) VALUES (?)", version);
    }
  });
}
