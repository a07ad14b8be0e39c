import {
  type Retention,
  type RetentionSettings,
  type RetentionVariables,
  effectiveRetention,
  nothingSet,
  retentionDefaults,
} from "../../src/retention/retention.ts";

export const retentionTables = `
  CREATE TABLE retention (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    settings TEXT NOT NULL
  );
`;

export function readRetention(sql: SqlStorage): RetentionSettings {
  const row = sql.exec<{ settings: string }>("SELECT settings FROM retention").toArray()[0];
  return row === undefined ? nothingSet : (JSON.parse(row.settings) as RetentionSettings);
}

export function writeRetention(sql: SqlStorage, settings: RetentionSettings): void {
  sql.exec(
    "INSERT INTO retention (only_row, settings) VALUES (1, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings",
    JSON.stringify(settings),
  );
}

/** What counts for the account: what it has set, and else the operator's. */
export function retentionOf(sql: SqlStorage, variables: RetentionVariables): Retention {
  return effectiveRetention(readRetention(sql), retentionDefaults(variables));
}
