import { alarmBookSchema } from "../lib/alarm-book.ts";
import { outboxSchema } from "../lib/outbox.ts";

/** An account object's tables, oldest migration first; docs/storage-schema.md describes them. */
export const accountMigrations = [
  alarmBookSchema +
    outboxSchema +
    `
  CREATE TABLE account (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    segments_per_second REAL NOT NULL,
    burst_segments INTEGER NOT NULL,
    max_segments_per_message INTEGER NOT NULL,
    max_waiting_messages INTEGER NOT NULL,
    senders TEXT,
    created_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE api_keys (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE idempotency (
    key TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    items TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    PRIMARY KEY (key, operation)
  ) WITHOUT ROWID;
  CREATE TABLE concatenation_references (
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    reference INTEGER NOT NULL,
    used_at_ms INTEGER NOT NULL,
    PRIMARY KEY (sender, recipient)
  ) WITHOUT ROWID;
`,
] as const;
