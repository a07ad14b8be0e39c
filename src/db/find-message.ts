import { and, eq, sql } from "drizzle-orm";
import { openDatabase } from "./open.ts";
import { type MessageRow, messages } from "./schema.ts";

/** A message of the account. The row may be the stub that events leave when they outrun their message: `isStub` tells. */
export async function findMessage(db: D1Database, accountId: string, id: string): Promise<MessageRow | null> {
  const row = await openDatabase(db)
    .select()
    .from(messages)
    .where(and(eq(messages.accountId, accountId), eq(messages.id, id)))
    .get();
  return row ?? null;
}

/** Those of the messages that there are rows of, in no order. */
export async function findMessagesByIds(
  db: D1Database,
  accountId: string,
  ids: readonly string[],
): Promise<MessageRow[]> {
  return openDatabase(db)
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.accountId, accountId),
        sql`${messages.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
      ),
    )
    .all();
}

export function isStub(row: MessageRow): boolean {
  return row.recipient === "";
}
