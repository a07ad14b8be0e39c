import { alarmBookSchema } from "../lib/alarm-book.ts";
import { ledgerIndexes, ledgerTables } from "./money/ledger.ts";
import { outboxTables } from "../lib/outbox-statements.ts";
import { endpointTables } from "./endpoint-store.ts";
import { feedTables } from "./feed-store.ts";
import { inboundSettingsTables } from "./inbound-settings-store.ts";
import { receivedTables } from "./received-texts.ts";
import { retentionTables } from "./retention-store.ts";
import { suppressionTables } from "./suppression-store.ts";

/** An account object's tables, oldest migration first; docs/storage-schema.md describes them. */
export const accountMigrations = [
  alarmBookSchema +
    outboxTables("outbox") +
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
  outboxTables("account_outbox"),
  `
  CREATE TABLE account_document (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO account_document (id, version, body)
    SELECT id, 1, json_object(
      'name', name,
      'limits', json_object(
        'segmentsPerSecond', segments_per_second,
        'burstSegments', burst_segments,
        'maxSegmentsPerMessage', max_segments_per_message,
        'maxWaitingMessages', max_waiting_messages
      ),
      'senders', CASE WHEN senders IS NULL THEN json('null') ELSE json((
        SELECT json_group_array(json_object('address', value, 'status', 'active', 'countries', json('null')))
        FROM json_each(senders)
      )) END,
      'createdAtMs', created_at_ms
    ) FROM account;
  DROP TABLE account;
  ALTER TABLE api_keys ADD COLUMN name TEXT;
  ALTER TABLE api_keys ADD COLUMN last_four TEXT NOT NULL DEFAULT '';
  ALTER TABLE api_keys ADD COLUMN allowed_networks TEXT;
  ALTER TABLE api_keys ADD COLUMN expires_at_ms INTEGER;
  ALTER TABLE api_keys ADD COLUMN last_used_at_ms INTEGER;
  CREATE TABLE segment_counts (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    day TEXT NOT NULL,
    day_segments INTEGER NOT NULL,
    month TEXT NOT NULL,
    month_segments INTEGER NOT NULL
  );
  CREATE TABLE sub_accounts (
    id TEXT PRIMARY KEY,
    created_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
`,
  ledgerTables,
  `
  CREATE TABLE scheduled_texts (
    id TEXT PRIMARY KEY,
    due_at_ms INTEGER NOT NULL,
    timing TEXT NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX scheduled_texts_due ON scheduled_texts (due_at_ms);
  CREATE TABLE canceled_texts (
    id TEXT PRIMARY KEY,
    canceled_at_ms INTEGER NOT NULL,
    due_at_ms INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE schedule_failures (
    id TEXT PRIMARY KEY,
    due_at_ms INTEGER NOT NULL,
    failed_at_ms INTEGER NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE timing_defaults (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    quiet_hours TEXT,
    time_zone TEXT NOT NULL
  );
  CREATE TABLE schedules (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    next_run_at_ms INTEGER,
    runs INTEGER NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX schedules_next_run ON schedules (next_run_at_ms) WHERE next_run_at_ms IS NOT NULL;
  CREATE TABLE schedule_runs (
    schedule_id TEXT NOT NULL,
    due_at_ms INTEGER NOT NULL,
    ran_at_ms INTEGER NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (schedule_id, due_at_ms)
  ) WITHOUT ROWID;
`,
  feedTables + endpointTables,
  suppressionTables + receivedTables + inboundSettingsTables,
  ledgerIndexes,
  retentionTables,
  `
  ALTER TABLE replays ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE replays ADD COLUMN started_by TEXT NOT NULL DEFAULT '';
`,
] as const;
