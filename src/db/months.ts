import { idLowerBound } from "../ids.ts";

/** A database that has messages: those whose ids begin at `fromId`, up to where the next one begins. */
export interface MessageDatabase {
  /** Its binding. */
  name: string;
  db: D1Database;
  /** Zero for the first. */
  fromMs: number;
  /** Empty for the first, so that it has whatever no month has. */
  fromId: string;
}

export type WithDatabase = Pick<Env, "DB">;

const monthBinding = /^MESSAGES_(\d{4})_(0[1-9]|1[0-2])$/;
const known = new WeakMap<object, readonly MessageDatabase[]>();

/**
 * The databases that have messages, the oldest first: `DB`, and one for each binding `MESSAGES_2026_12`, which has the messages
 * accepted in that month (UTC) and after it, until the next begins. Everything else is in `DB` alone.
 */
export function messageDatabases(env: WithDatabase): readonly MessageDatabase[] {
  let databases = known.get(env);
  if (databases === undefined) {
    databases = readDatabases(env);
    known.set(env, databases);
  }
  return databases;
}

/** The database that has, or is to have, a message. */
export function databaseOf(env: WithDatabase, messageId: string): D1Database {
  const databases = messageDatabases(env);
  return databases.length === 1 ? env.DB : holderOf(databases, messageId).db;
}

/** The one of the databases that a message belongs to. */
export function holderOf(databases: readonly MessageDatabase[], messageId: string): MessageDatabase {
  const holder = databases.findLast(({ fromId }) => fromId <= messageId);
  if (holder === undefined) throw new Error("the first database has whatever no month has");
  return holder;
}

/** Items by the database that their message belongs to; one group where there is but one database. */
export function groupByDatabase<Item>(
  env: WithDatabase,
  items: readonly Item[],
  idOf: (item: Item) => string,
): Map<D1Database, Item[]> {
  const databases = messageDatabases(env);
  if (databases.length === 1) return new Map([[env.DB, [...items]]]);
  return Map.groupBy(items, (item) => holderOf(databases, idOf(item)).db);
}

/** The databases that have messages of a range of time, the newest first; `beforeMs` is not in the range. */
export function databasesBetween(
  env: WithDatabase,
  { fromMs = 0, beforeMs = Number.POSITIVE_INFINITY }: { fromMs?: number | undefined; beforeMs?: number },
): MessageDatabase[] {
  const databases = messageDatabases(env);
  return databases
    .filter(
      (database, index) =>
        database.fromMs < beforeMs && (databases[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY) > fromMs,
    )
    .toReversed();
}

function readDatabases(env: WithDatabase): MessageDatabase[] {
  const months = Object.entries(env as unknown as Record<string, unknown>).flatMap(([name, binding]) => {
    const [, year, month] = monthBinding.exec(name) ?? [];
    if (year === undefined || month === undefined) return [];
    const fromMs = Date.UTC(Number(year), Number(month) - 1);
    return [{ name, db: binding as D1Database, fromMs, fromId: idLowerBound("message", fromMs) }];
  });
  months.sort((one, other) => one.fromMs - other.fromMs);
  return [{ name: "DB", db: env.DB, fromMs: 0, fromId: "" }, ...months];
}
