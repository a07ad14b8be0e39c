import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { ClearReason } from "../alarms/evaluate.ts";
import type { AlarmRule, AlarmSeverity } from "../alarms/rules.ts";

/** Alarms that are raised, and those that were. */
export const alarms = sqliteTable(
  "alarms",
  {
    id: text("id").primaryKey(),
    rule: text("rule").$type<AlarmRule>().notNull(),
    /** As src/alarms/sample.ts has it. */
    subject: text("subject").notNull(),
    /** The customer it concerns; null where it is only for operators. */
    accountId: text("account_id"),
    severity: text("severity").$type<AlarmSeverity>().notNull(),
    raisedAtMs: integer("raised_at_ms").notNull(),
    /** Null while it is raised. */
    clearedAtMs: integer("cleared_at_ms"),
    clearReason: text("clear_reason").$type<ClearReason>(),
    /** When it was raised, and the worst since; the latter is written when it is cleared. */
    value: real("value").notNull(),
    peak: real("peak").notNull(),
    baseline: real("baseline"),
    /** The rule's bounds when it was raised. */
    raiseAt: real("raise_at").notNull(),
    clearBelow: real("clear_below").notNull(),
    /** JSON, by rule; null where there is nothing more to say. */
    detail: text("detail"),
    /** JSON: minute, value and baseline of the hours before, once it is cleared up to then. */
    series: text("series").notNull(),
    acknowledgedAtMs: integer("acknowledged_at_ms"),
    acknowledgedBy: text("acknowledged_by"),
    acknowledgeNote: text("acknowledge_note"),
  },
  (table) => [
    index("alarms_account").on(table.accountId, table.id),
    index("alarms_open")
      .on(table.id)
      .where(sql`cleared_at_ms IS NULL`),
  ],
);

/** What each minute's look saw: a row a minute, for a day. */
export const alarmSamples = sqliteTable(
  "alarm_samples",
  {
    /** Minutes since the epoch. */
    minute: integer("minute").primaryKey(),
    /** The look it goes on from. No two go on from the same one, so of looks at a time one counts. */
    previousMinute: integer("previous_minute").notNull(),
    /** JSON, src/alarms/sample.ts. */
    body: text("body").notNull(),
  },
  (table) => [uniqueIndex("alarm_samples_chain").on(table.previousMinute)],
);

/** What accounts told of that may call for an alarm. Nothing is made of it until it was found to be so. */
export const alarmSignals = sqliteTable(
  "alarm_signals",
  {
    rule: text("rule").$type<AlarmRule>().notNull(),
    subject: text("subject").notNull(),
    toldAtMs: integer("told_at_ms").notNull(),
    /** When the account was last asked whether it is still so; 0 for never. */
    checkedAtMs: integer("checked_at_ms").notNull(),
    /** JSON, what it answered. */
    detail: text("detail"),
  },
  (table) => [primaryKey({ columns: [table.rule, table.subject] })],
);

/** What operators want to hear nothing of for a while. */
export const alarmSilences = sqliteTable(
  "alarm_silences",
  {
    rule: text("rule").$type<AlarmRule>().notNull(),
    subject: text("subject").notNull(),
    untilMs: integer("until_ms").notNull(),
    reason: text("reason").notNull(),
    author: text("author").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.rule, table.subject] })],
);

/** What is to be told to the operators' targets, each once for an alarm that is raised or cleared. */
export const alarmNotifications = sqliteTable(
  "alarm_notifications",
  {
    /** Of alarm, what happened and target: what is added twice is there once. */
    id: text("id").primaryKey(),
    alarmId: text("alarm_id").notNull(),
    targetId: text("target_id").notNull(),
    /** JSON, src/alarms/notice.ts: what is told, however often it is tried. */
    notice: text("notice").notNull(),
    status: text("status").$type<"waiting" | "sent" | "given_up">().notNull(),
    attempts: integer("attempts").notNull(),
    /** When it is tried, or tried again. */
    dueAtMs: integer("due_at_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    sentAtMs: integer("sent_at_ms"),
    /** Why the last attempt came to nothing. */
    error: text("error"),
  },
  (table) => [
    index("alarm_notifications_due")
      .on(table.dueAtMs)
      .where(sql`status = 'waiting'`),
  ],
);

export type AlarmRow = typeof alarms.$inferSelect;
export type SignalRow = typeof alarmSignals.$inferSelect;
export type SilenceRow = typeof alarmSilences.$inferSelect;
export type NotificationRow = typeof alarmNotifications.$inferSelect;
