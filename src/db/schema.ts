import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CarrierService } from "../carriers/carrier.ts";
import type { NumberKind } from "../inbound/number.ts";
import type { Encoding, Lane, TimelineEntry } from "../messages/message.ts";
import type { ChargeRule } from "../money/price-list.ts";
import type { TrafficStatus } from "../metrics/traffic.ts";
import type { SettledState } from "../money/settle.ts";
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
    /** The `stepName` of the step that made the status final, which is the one that customers hear of; null before that. */
    finalStep: text("final_step"),
    /** Of the recipient, ISO 3166-1 alpha-2; null where its calling code is no country's. */
    country: text("country"),
    /** What it costs in all, in millionths of `currency`; null where it is not charged, as are the two that follow. */
    priceMicros: integer("price_micros"),
    currency: text("currency"),
    chargeOn: text("charge_on").$type<ChargeRule>(),
    /** Null while its money is held. It is settled once, and what is here is what the account's ledger does. */
    charge: text("charge").$type<SettledState>(),
    updatedAtMs: integer("updated_at_ms").notNull(),
    /** Steps by their key; merging the same step twice changes nothing. */
    timeline: text("timeline", { mode: "json" }).$type<Record<string, TimelineEntry>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.id] }),
    index("messages_recipient").on(table.accountId, table.recipient, table.id),
    // What every message goes through is not in it: that would be two more billed writes for each.
    index("messages_status")
      .on(table.accountId, table.status, table.id)
      .where(sql`status NOT IN ('queued', 'sent', 'delivered')`),
  ],
);

export type MessageRow = typeof messages.$inferSelect;

/** Texts from handsets, put together, and whose they are. */
export const inboundMessages = sqliteTable(
  "inbound_messages",
  {
    id: text("id").primaryKey(),
    carrierId: text("carrier_id").notNull(),
    sender: text("sender").notNull(),
    recipient: text("recipient").notNull(),
    body: text("body").notNull(),
    /** Parts the text has, and those (1-based, JSON) that did not come in time. */
    parts: integer("parts").notNull(),
    missingParts: text("missing_parts", { mode: "json" }).$type<number[]>().notNull(),
    receivedAtMs: integer("received_at_ms").notNull(),
    /** Null where the number is assigned to nobody. */
    accountId: text("account_id"),
    /** By which it came to the account, where only the keyword is its. */
    keyword: text("keyword"),
    /** The last message of the account from this number to this handset, where that was within the last days. */
    inReplyTo: text("in_reply_to"),
  },
  (table) => [
    index("inbound_messages_account").on(table.accountId, table.id),
    index("inbound_messages_pair").on(table.accountId, table.recipient, table.sender, table.id),
  ],
);

export type InboundRow = typeof inboundMessages.$inferSelect;

/** The numbers that texts from handsets come to, and whose they are. */
export const numbers = sqliteTable(
  "numbers",
  {
    /** In the form that senders have. */
    number: text("number").primaryKey(),
    kind: text("kind").$type<NumberKind>().notNull(),
    /** Gets the texts that no keyword is for; null for nobody. */
    accountId: text("account_id"),
    /** The carrier that it is rented from, for operators to know. */
    carrierId: text("carrier_id"),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [index("numbers_account").on(table.accountId, table.number)],
);

/** Shares of numbers: texts to the number that begin with the keyword are this account's. */
export const numberKeywords = sqliteTable(
  "number_keywords",
  {
    number: text("number").notNull(),
    /** As `foldWords` gives it. */
    keyword: text("keyword").notNull(),
    accountId: text("account_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.number, table.keyword] }),
    index("number_keywords_account").on(table.accountId, table.number),
  ],
);

/** A number and a handset that wrote to it, with the last of its texts: what lists of conversations are read from. */
export const conversations = sqliteTable(
  "conversations",
  {
    accountId: text("account_id").notNull(),
    number: text("number").notNull(),
    peer: text("peer").notNull(),
    lastInboundId: text("last_inbound_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.number, table.peer] }),
    index("conversations_latest").on(table.accountId, table.lastInboundId),
  ],
);

/** The accounts there are, by name, for operators. The account objects hold everything else about them. */
export const accounts = sqliteTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    /** The account that this one is a sub-account of. */
    parentId: text("parent_id"),
    status: text("status").$type<"active" | "suspended">().notNull().default("active"),
  },
  (table) => [index("accounts_parent").on(table.parentId, table.id)],
);

/** Who changed what: a row for every change of configuration, never changed or deleted. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text("id").primaryKey(),
    atMs: integer("at_ms").notNull(),
    /** An operator by the name they gave, or the id of an API key. */
    actor: text("actor").notNull(),
    /** The account that was changed; null where it is no account's. */
    accountId: text("account_id"),
    /** What was done, such as `key.revoked`. */
    action: text("action").notNull(),
    /** The id of what it was done to. */
    subject: text("subject").notNull(),
    /** JSON without secrets, null where there was, or is, nothing. */
    before: text("before_json"),
    after: text("after_json"),
  },
  (table) => [
    index("audit_log_account").on(table.accountId, table.id),
    index("audit_log_subject").on(table.subject, table.id),
  ],
);

/** The carriers there are, for operators and for connectors that ask what to dial. */
export const carriers = sqliteTable("carriers", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  /** Of the configuration; the versions themselves are in the carrier's object. */
  version: integer("version").notNull().default(0),
  service: text("service").$type<CarrierService>().notNull().default("active"),
});

/** The connectors that ever asked for carriers. Whether one is drained is its latest row in `config_versions`. */
export const connectors = sqliteTable("connectors", {
  id: text("id").primaryKey(),
  /** Of the program; null where it has not said. */
  version: text("version"),
  firstSeenAtMs: integer("first_seen_at_ms").notNull(),
  /** Written once a minute at most. */
  lastSeenAtMs: integer("last_seen_at_ms").notNull(),
  /** How far the edge's clock was ahead of the connector's; null where it has not said what time it has. */
  clockSkewMs: integer("clock_skew_ms"),
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
    kind: text("kind")
      .$type<"routes" | "operators" | "connector" | "prices" | "alarm-rules" | "alarm-targets">()
      .notNull(),
    /** The connector's or the price list's id; empty where there is but one, as of routes and operators. */
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

/**
 * Number ranges of operators, in pieces: a row has room for 2 MB. Tables are named by what is in them, so versions that are
 * alike share one.
 */
export const operatorRanges = sqliteTable(
  "operator_ranges",
  {
    /** SHA-256 of the whole table, in hexadecimal. */
    tableId: text("table_id").notNull(),
    /** From 0. */
    piece: integer("piece").notNull(),
    /** Lines `prefix,operator`. */
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.piece] })],
);

/** Which accounts are charged by which price list, so that a new version of it reaches all of them. */
export const priceAssignments = sqliteTable(
  "price_assignments",
  {
    accountId: text("account_id").primaryKey(),
    priceListId: text("price_list_id").notNull(),
  },
  (table) => [index("price_assignments_list").on(table.priceListId, table.accountId)],
);

/**
 * What the messages that were accepted on one day (UTC) came to; of the days that `usage_days_counted` has. The migration
 * makes both tables WITHOUT ROWID.
 */
export const usageDays = sqliteTable(
  "usage_days",
  {
    accountId: text("account_id").notNull(),
    /** As in 2026-11-21. */
    day: text("day").notNull(),
    /** Empty where it is not known, as the carrier is where there was none. */
    country: text("country").notNull(),
    carrierId: text("carrier_id").notNull(),
    status: text("status").$type<MessageStatus>().notNull(),
    /** Empty where they were not charged. */
    currency: text("currency").notNull(),
    messages: integer("messages").notNull(),
    segments: integer("segments").notNull(),
    spentMicros: integer("spent_micros").notNull(),
    heldMicros: integer("held_micros").notNull(),
    refundedMicros: integer("refunded_micros").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.accountId, table.day, table.country, table.carrierId, table.status, table.currency],
    }),
  ],
);

/** Days of an account that are in `usage_days`. A message of such a day that changes takes it out again. */
export const usageDaysCounted = sqliteTable(
  "usage_days_counted",
  {
    accountId: text("account_id").notNull(),
    day: text("day").notNull(),
    /** Whether messages of the day have been deleted: it is never counted again. */
    isClosed: integer("is_closed", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.day] })],
);

/** What is counted of messages that came to a status; src/metrics/traffic.ts says what each is. */
function trafficColumns() {
  return {
    accountId: text("account_id").notNull(),
    /** Empty where it is not known, as the carrier is where there was none. */
    country: text("country").notNull(),
    carrierId: text("carrier_id").notNull(),
    status: text("status").$type<TrafficStatus>().notNull(),
    messages: integer("messages").notNull(),
    segments: integer("segments").notNull(),
    /** Those whose way here was timed, the sum of their times, and how many took at most so long. */
    timed: integer("timed").notNull(),
    latencyMs: integer("latency_ms").notNull(),
    within250Ms: integer("within_250_ms").notNull(),
    within1000Ms: integer("within_1000_ms").notNull(),
    within2500Ms: integer("within_2500_ms").notNull(),
    within5000Ms: integer("within_5000_ms").notNull(),
    within10000Ms: integer("within_10000_ms").notNull(),
    within30000Ms: integer("within_30000_ms").notNull(),
    within60000Ms: integer("within_60000_ms").notNull(),
    within300000Ms: integer("within_300000_ms").notNull(),
    within3600000Ms: integer("within_3600000_ms").notNull(),
  };
}

/** Messages by the minute in which the read model took their status. The migration makes it and `traffic_totals` WITHOUT ROWID. */
export const trafficMinutes = sqliteTable(
  "traffic_minutes",
  {
    /** Minutes since the epoch. */
    minute: integer("minute").notNull(),
    ...trafficColumns(),
  },
  (table) => [primaryKey({ columns: [table.minute, table.accountId, table.country, table.carrierId, table.status] })],
);

/** The sums of all minutes before the one that `traffic_fold` names. */
export const trafficTotals = sqliteTable("traffic_totals", trafficColumns(), (table) => [
  primaryKey({ columns: [table.accountId, table.country, table.carrierId, table.status] }),
]);

/**
 * The sums of minutes before the one that `traffic_fold` names, by the hour: of each account, and of all under the empty id. The
 * migration makes it WITHOUT ROWID.
 */
export const trafficHours = sqliteTable(
  "traffic_hours",
  {
    /** Hours since the epoch. */
    hour: integer("hour").notNull(),
    ...trafficColumns(),
  },
  (table) => [primaryKey({ columns: [table.hour, table.accountId, table.country, table.carrierId, table.status] })],
);

/** How far `traffic_totals` goes. Nothing is ever counted into a minute before that. */
export const trafficFold = sqliteTable("traffic_fold", {
  /** Always 1: there is one row. */
  id: integer("id").primaryKey(),
  beforeMinute: integer("before_minute").notNull(),
});
