import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Encoding, Lane, TimelineEntry } from "../messages/message.ts";
import type { MessageStatus } from "../sms/status.ts";

/**
 * The read model: what lists, searches and the dashboard ask. Objects hold the truth; this is projected from their events.
 * Message ids sort by time, so the primary key serves lists and time ranges. The migration makes the table WITHOUT ROWID,
 * which drizzle-kit cannot say; every further index is a billed write per message.
 */
export const messages = sqliteTable(
  "messages",
  {
    accountId: text("account_id").notNull(),
    id: text("id").notNull(),
    status: text("status").$type<MessageStatus>().notNull(),
    /** `statusRank` of src/sms/status.ts; what the projection compares, so that a status never moves back. */
    statusRank: integer("status_rank").notNull(),
    sender: text("sender").notNull(),
    recipient: text("recipient").notNull(),
    body: text("body").notNull(),
    encoding: text("encoding").$type<Encoding>().notNull(),
    segmentCount: integer("segment_count").notNull(),
    lane: text("lane").$type<Lane>().notNull(),
    carrierId: text("carrier_id").notNull(),
    clientReference: text("client_reference"),
    errorCode: text("error_code"),
    updatedAtMs: integer("updated_at_ms").notNull(),
    /** Steps by their key; merging the same step twice changes nothing. */
    timeline: text("timeline", { mode: "json" }).$type<Record<string, TimelineEntry>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index("messages_recipient").on(table.accountId, table.recipient, table.id),
    index("messages_sender").on(table.accountId, table.sender, table.id),
    // Nearly all messages end delivered; the primary key finds those, and leaving them out saves a write for each.
    index("messages_status")
      .on(table.accountId, table.status, table.id)
      .where(sql`status <> 'delivered'`),
  ],
);

export type MessageRow = typeof messages.$inferSelect;

/** Texts from handsets, as carriers gave them. */
export const inboundMessages = sqliteTable("inbound_messages", {
  id: text("id").primaryKey(),
  carrierId: text("carrier_id").notNull(),
  sender: text("sender").notNull(),
  recipient: text("recipient").notNull(),
  body: text("body").notNull(),
  /** Parts the text has, and those (1-based, JSON) that did not come in time. */
  parts: integer("parts").notNull(),
  missingParts: text("missing_parts", { mode: "json" }).$type<number[]>().notNull(),
  receivedAtMs: integer("received_at_ms").notNull(),
});

/** The accounts there are, by name, for operators. The account objects hold everything else about them. */
export const accounts = sqliteTable("accounts", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
});

/** The carriers there are, for operators and for connectors that ask what to dial. */
export const carriers = sqliteTable("carriers", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
});

/** Queue messages that failed every retry, whole, so that nothing in them is lost. */
export const deadLetters = sqliteTable("dead_letters", {
  id: text("id").primaryKey(),
  /** What the message was: `outbound`, `events` or `unreadable`. */
  kind: text("kind").notNull(),
  body: text("body").notNull(),
  attempts: integer("attempts").notNull(),
  diedAtMs: integer("died_at_ms").notNull(),
});

/** Every version of what operators configure, so that each change has a when and a who and can be taken back. */
export const configVersions = sqliteTable(
  "config_versions",
  {
    kind: text("kind").$type<"routes" | "carrier">().notNull(),
    /** The carrier's id; empty for the routes, of which there is one table. */
    subjectId: text("subject_id").notNull(),
    /** From 1, without gaps. */
    version: integer("version").notNull(),
    /** Later than that of the version before. */
    activeFromMs: integer("active_from_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    author: text("author").notNull(),
    note: text("note"),
    /** JSON. */
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.subjectId, table.version] })],
);
