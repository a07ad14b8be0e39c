import type { Page } from "../../page.ts";
import { idTimeMs } from "../../ids.ts";
import { type ListedMessageRow, type MessageFilter, findMessages } from "../list-messages.ts";
import { type WithDatabase, databasesBetween, messageDatabases } from "../months.ts";

/** As `findMessages`, over all databases that may have such messages, from the newest on: one after another until the page is full. */
export async function listMessagesOfAll(env: WithDatabase, filter: MessageFilter): Promise<Page<ListedMessageRow>> {
  if (messageDatabases(env).length === 1) return findMessages(env.DB, filter);
  const { afterId, createdFromMs, createdBeforeMs, limit } = filter;
  const beforeMs = Math.min(
    createdBeforeMs ?? Number.POSITIVE_INFINITY,
    afterId === undefined ? Number.POSITIVE_INFINITY : idTimeMs(afterId) + 1,
  );
  const items: ListedMessageRow[] = [];
  for (const { db } of databasesBetween(env, { fromMs: createdFromMs, beforeMs })) {
    const room = limit - items.length;
    // A full page asks the older databases only whether there is more.
    const page = await findMessages(db, { ...filter, limit: Math.max(room, 1) });
    if (room === 0) {
      if (page.items.length > 0 || page.next !== null) return { items, next: items.at(-1)?.id ?? null };
      continue;
    }
    items.push(...page.items);
    if (page.next !== null) return { items, next: page.next };
  }
  return { items, next: null };
}
