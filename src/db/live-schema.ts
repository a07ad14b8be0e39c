import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CarrierState } from "../carriers/carrier.ts";

/** How each carrier does, as its object last told: every five seconds at most, and when something has changed. */
export const carrierStates = sqliteTable("carrier_states", {
  carrierId: text("carrier_id").primaryKey(),
  /** When it was told. */
  atMs: integer("at_ms").notNull(),
  state: text("state").$type<CarrierState>().notNull(),
  /** Null where it is not known, as for a carrier that has always been up. */
  sinceMs: integer("since_ms"),
  waitingTexts: integer("waiting_texts").notNull(),
  /** When what has waited longest came to the carrier; null where nothing waits. */
  oldestWaitingAtMs: integer("oldest_waiting_at_ms"),
  boundBinds: integer("bound_binds").notNull(),
  /** Those that are enabled. */
  binds: integer("binds").notNull(),
  /** Times that its receipts turned to another spelling of ids, and when they last did. */
  drifts: integer("drifts").notNull(),
  driftedAtMs: integer("drifted_at_ms"),
  /** `CarrierSnapshot` of src/live/protocol.ts, whole, as JSON. */
  snapshot: text("snapshot").notNull(),
});

export type CarrierStateRow = typeof carrierStates.$inferSelect;

/** What somebody watches now: an account's id, or `system`. Consumers tell nobody else. */
export const liveWatchers = sqliteTable("live_watchers", {
  topic: text("topic").primaryKey(),
  untilMs: integer("until_ms").notNull(),
});

/** How each task of the cron trigger last went. */
export const cronRuns = sqliteTable("cron_runs", {
  task: text("task").primaryKey(),
  atMs: integer("at_ms").notNull(),
  durationMs: integer("duration_ms").notNull(),
  /** Null where it went well. */
  error: text("error"),
});
