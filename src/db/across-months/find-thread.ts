import { ulidOf } from "../../ids.ts";
import { type Page, toPage } from "../../page.ts";
import { type ThreadRow, findThread } from "../find-thread.ts";
import { type WithDatabase, messageDatabases } from "../months.ts";

/** As `findThread`, with the messages of all databases. Texts from handsets are in `DB` alone. */
export async function findThreadOfAll(
  env: WithDatabase,
  thread: { accountId: string; number: string; peer: string },
  page: { afterUlid?: string | undefined; limit: number },
): Promise<Page<ThreadRow>> {
  const databases = messageDatabases(env);
  if (databases.length === 1) return findThread(env.DB, thread, page);
  const more = { ...page, limit: page.limit + 1 };
  const pages = await Promise.all(databases.map(({ db }) => findThread(db, thread, more)));
  const rows = pages.flatMap(({ items }) => items).sort((one, other) => (ulidOf(one.id) < ulidOf(other.id) ? 1 : -1));
  return toPage(rows.slice(0, page.limit + 1), page.limit, ({ id }) => ulidOf(id));
}
