import { alarmBookSchema } from "../lib/alarm-book.ts";
import { outboxTables } from "../lib/outbox-statements.ts";
import { heldStepsTables } from "./held-steps.ts";

/** A carrier object's tables, oldest migration first; docs/storage-schema.md describes them. */
export const carrierMigrations = [
  alarmBookSchema +
    outboxTables("outbox") +
    `
  CREATE TABLE carrier (
    id TEXT PRIMARY KEY,
    config TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE journals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    journal_id TEXT NOT NULL UNIQUE,
    connector_id TEXT NOT NULL,
    last_sequence INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE leases (
    bind_id TEXT PRIMARY KEY,
    journal INTEGER NOT NULL,
    token INTEGER NOT NULL,
    next_journal INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE chunks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    chunk_id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    lane INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    enqueued_at_ms INTEGER NOT NULL,
    body TEXT
  );
  CREATE TABLE progress (
    seq INTEGER PRIMARY KEY,
    states BLOB NOT NULL
  );
  CREATE TABLE tracked_texts (
    message_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    segments TEXT NOT NULL,
    updated_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE receipts (
    carrier_key TEXT NOT NULL,
    message_id TEXT NOT NULL,
    segment INTEGER NOT NULL,
    account_id TEXT NOT NULL,
    segment_count INTEGER NOT NULL,
    final_state TEXT,
    sent_at_ms INTEGER NOT NULL,
    PRIMARY KEY (carrier_key, message_id, segment)
  ) WITHOUT ROWID;
  CREATE TABLE inbound_parts (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE receipt_dialect (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    dialect TEXT NOT NULL
  );
  CREATE TABLE parked_receipts (
    carrier_key TEXT NOT NULL,
    state TEXT NOT NULL,
    receipt TEXT NOT NULL,
    parked_at_ms INTEGER NOT NULL,
    PRIMARY KEY (carrier_key, state)
  ) WITHOUT ROWID;
`,
  `
  CREATE TABLE config_versions (
    version INTEGER PRIMARY KEY,
    created_at_ms INTEGER NOT NULL,
    author TEXT NOT NULL,
    note TEXT,
    config TEXT NOT NULL
  );
  INSERT INTO config_versions (version, created_at_ms, author, note, config)
    SELECT 1, unixepoch() * 1000, 'admin', NULL, config FROM carrier;
  CREATE TABLE connectors (
    connector_id TEXT PRIMARY KEY,
    is_draining INTEGER NOT NULL,
    revision INTEGER NOT NULL
  ) WITHOUT ROWID;
`,
  `
  CREATE TABLE queries (
    message_id TEXT NOT NULL,
    segment INTEGER NOT NULL,
    carrier_message_id TEXT,
    carrier_key TEXT,
    bind_id TEXT NOT NULL,
    source TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    due_at_ms INTEGER NOT NULL,
    PRIMARY KEY (message_id, segment)
  ) WITHOUT ROWID;
  CREATE INDEX queries_due ON queries (due_at_ms);
`,
  `
  CREATE TABLE inbound_ids (
    id TEXT PRIMARY KEY,
    seen_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
`,
  outboxTables("moves_outbox") +
    `
  ALTER TABLE chunks ADD COLUMN failover TEXT;
  ALTER TABLE receipts ADD COLUMN hops INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE kept_texts (
    message_id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    hops INTEGER NOT NULL,
    segment_count INTEGER NOT NULL,
    content TEXT,
    kept_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE health (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    health TEXT NOT NULL
  );
`,
  "ALTER TABLE tracked_texts ADD COLUMN refused TEXT NOT NULL DEFAULT '[]';",
  heldStepsTables +
    `
  ALTER TABLE queries DROP COLUMN carrier_key;
  INSERT INTO alarms (kind, id, due_at_ms) SELECT 'forget', id, due_at_ms FROM alarms WHERE kind = 'sweep';
`,
] as const;
