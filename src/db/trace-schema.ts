import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TraceContext } from "../traces/traceparent.ts";

/**
 * Where messages are in the traces of those who sent them: only of requests that brought a sampled `traceparent` while traces were
 * on. Ids sort by time, by which rows are deleted.
 */
export const messageTraces = sqliteTable("message_traces", {
  messageId: text("message_id").primaryKey(),
  /** The span of the request. */
  context: text("context", { mode: "json" }).$type<TraceContext>().notNull(),
});
