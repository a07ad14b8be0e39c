/** How far a day's walk over the accounts has come in one database. */
export interface RetentionWalk {
  /** As in 2026-11-21, UTC. */
  day: string;
  afterAccountId: string;
  isDone: boolean;
}

export async function findWalk(db: D1Database): Promise<RetentionWalk | null> {
  const row = await db
    .prepare("SELECT day, after_account_id, is_done FROM retention_walk WHERE id = 1")
    .first<{ day: string; after_account_id: string; is_done: number }>();
  return row === null ? null : { day: row.day, afterAccountId: row.after_account_id, isDone: row.is_done === 1 };
}

/** Writes down how far it is, and what was deleted since the last time. */
export async function saveWalk(db: D1Database, walk: RetentionWalk, deletedMessages: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO retention_walk (id, day, after_account_id, is_done, deleted_messages) VALUES (1, ?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET day = ?1, after_account_id = ?2, is_done = ?3, deleted_messages = deleted_messages + ?4`,
    )
    .bind(walk.day, walk.afterAccountId, walk.isDone ? 1 : 0, deletedMessages)
    .run();
}

/** Messages that were ever deleted from a database. */
export async function countDeleted(db: D1Database): Promise<number> {
  return (await db.prepare("SELECT deleted_messages FROM retention_walk WHERE id = 1").first("deleted_messages")) ?? 0;
}
