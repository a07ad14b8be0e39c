import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { RetentionStage } from "../retention/retention-stage.ts";

/**
 * What is kept of an account's messages and for how long, as it was asked for: what the cron trigger goes by. The account's
 * object has the same. Null is the operator's default.
 */
export const retentionSettings = sqliteTable("retention_settings", {
  accountId: text("account_id").primaryKey(),
  textDays: integer("text_days"),
  numberDays: integer("number_days"),
  messageDays: integer("message_days"),
  inboundDays: integer("inbound_days"),
  archive: integer("archive", { mode: "boolean" }),
});

/** Up to where an account's messages have lost their texts, or their numbers. The migration makes it WITHOUT ROWID. */
export const retentionCursors = sqliteTable(
  "retention_cursors",
  {
    accountId: text("account_id").notNull(),
    stage: text("stage").$type<RetentionStage>().notNull(),
    /** What is older has been seen to. */
    beforeId: text("before_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.stage] })],
);

/** Messages that waited for their time when their turn came: their days begin then. The migration makes it WITHOUT ROWID. */
export const retentionLater = sqliteTable(
  "retention_later",
  {
    accountId: text("account_id").notNull(),
    stage: text("stage").$type<RetentionStage>().notNull(),
    dueAtMs: integer("due_at_ms").notNull(),
    id: text("id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.stage, table.dueAtMs, table.id] })],
);

/** How far the day's walk over the accounts has come in this database, and what it has deleted ever since. */
export const retentionWalk = sqliteTable("retention_walk", {
  /** Always 1: there is one row. */
  id: integer("id").primaryKey(),
  /** As in 2026-11-21, UTC. */
  day: text("day").notNull(),
  afterAccountId: text("after_account_id").notNull(),
  isDone: integer("is_done", { mode: "boolean" }).notNull(),
  deletedMessages: integer("deleted_messages").notNull(),
});

/** How large each database was at the end of a day, or is on this one. The migration makes it WITHOUT ROWID. */
export const storageDays = sqliteTable(
  "storage_days",
  {
    /** The binding, as `DB`. */
    database: text("database").notNull(),
    /** As in 2026-11-21, UTC. */
    day: text("day").notNull(),
    bytes: integer("bytes").notNull(),
    /** Messages it ever had, and those that were deleted. */
    messages: integer("messages").notNull(),
    deletedMessages: integer("deleted_messages").notNull(),
  },
  (table) => [primaryKey({ columns: [table.database, table.day] })],
);
