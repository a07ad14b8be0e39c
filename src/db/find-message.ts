import { and, eq } from "drizzle-orm";
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

export function isStub(row: MessageRow): boolean {
  return row.recipient === "";
}
