import type { TimelineEntry } from "../messages/message.ts";
import { type WithDatabase, messageDatabases } from "./months.ts";
import type { TraceContext } from "../traces/traceparent.ts";

/** A message that is traced. */
export interface TracedRow {
  messageId: string;
  context: TraceContext;
  /** Its steps, as far as the read model has them. */
  timeline: Record<string, TimelineEntry>;
}

/** Notes where messages are in traces. Noting them again changes nothing. */
export function insertTraces(
  db: D1Database,
  traces: readonly { messageId: string; context: TraceContext }[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO message_traces (message_id, context)
       SELECT value ->> 'messageId', value -> 'context' FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    )
    .bind(JSON.stringify(traces));
}

/** Those of some messages that are traced. */
export async function findTraces(
  db: D1Database,
  messages: readonly { accountId: string; messageId: string }[],
): Promise<TracedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT traces.message_id, traces.context, messages.timeline
       FROM json_each(?1) AS asked
       JOIN message_traces AS traces ON traces.message_id = asked.value ->> 'messageId'
       LEFT JOIN messages ON messages.account_id = asked.value ->> 'accountId' AND messages.id = traces.message_id`,
    )
    .bind(JSON.stringify(messages))
    .all<{ message_id: string; context: string; timeline: string | null }>();
  return results.map(({ message_id: messageId, context, timeline }) => ({
    messageId,
    context: JSON.parse(context) as TraceContext,
    timeline: JSON.parse(timeline ?? "{}") as TracedRow["timeline"],
  }));
}

/** Rows that one call deletes at most. */
const sweepBatch = 10_000;

/** Forgets where messages before `firstId` were, in every database of messages. */
export async function sweepTraces(env: WithDatabase, firstId: string): Promise<void> {
  await Promise.all(messageDatabases(env).map(({ db }) => db.prepare(sweepSql).bind(firstId).run()));
}

const sweepSql = `
  DELETE FROM message_traces WHERE message_id IN
    (SELECT message_id FROM message_traces WHERE message_id < ?1 ORDER BY message_id LIMIT ${sweepBatch})`;
