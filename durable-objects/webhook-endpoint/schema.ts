import { alarmBookSchema } from "../lib/alarm-book.ts";

/** A webhook endpoint object's tables, oldest migration first; docs/storage-schema.md describes them. */
export const webhookEndpointMigrations = [
  alarmBookSchema +
    `
  CREATE TABLE endpoint (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    body TEXT NOT NULL,
    failing_since_ms INTEGER,
    stopped_for TEXT
  );
  CREATE TABLE chunks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    chunk_id TEXT NOT NULL UNIQUE,
    received_at_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    body TEXT
  );
  CREATE TABLE progress (
    seq INTEGER PRIMARY KEY,
    done BLOB NOT NULL
  );
  CREATE TABLE retries (
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due_at_ms INTEGER NOT NULL,
    PRIMARY KEY (seq, position)
  ) WITHOUT ROWID;
  CREATE TABLE given_up (
    event_id TEXT PRIMARY KEY,
    given_up_at_ms INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    entries TEXT NOT NULL
  );
`,
  `
  CREATE TABLE batches (
    slot INTEGER PRIMARY KEY,
    webhook_id TEXT NOT NULL,
    made_at_ms INTEGER NOT NULL,
    members TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at_ms INTEGER NOT NULL
  );
`,
  "ALTER TABLE chunks ADD COLUMN traces TEXT;",
] as const;
