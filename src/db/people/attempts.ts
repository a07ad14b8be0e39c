/** When a subject is locked, by how often it failed. */
export interface LockRule {
  /** Failures until the first lock. */
  free: number;
  /** The first lock; each further failure doubles it. */
  firstLockMs: number;
  longestLockMs: number;
  /** Without a failure for this long it begins anew. */
  forgetMs: number;
}

/**
 * Counts a try before its outcome is known, so that tries at once are counted too; locks the subject where it is one too many.
 * Answers null where the try may be made, or else until when the subject is locked, epoch ms; such a try is not counted.
 */
export async function beginAttempt(
  db: D1Database,
  subject: string,
  { free, firstLockMs, longestLockMs, forgetMs }: LockRule,
  nowMs: number,
): Promise<number | null> {
  const failures = "CASE WHEN last_at_ms < ?2 - ?6 THEN 1 ELSE failures + 1 END";
  const counted = await db
    .prepare(
      `INSERT INTO sign_in_attempts (subject, failures, locked_until_ms, last_at_ms)
       VALUES (?1, 1, CASE WHEN ?3 <= 1 THEN ?2 + ?4 ELSE 0 END, ?2)
       ON CONFLICT (subject) DO UPDATE SET
         failures = ${failures},
         locked_until_ms = CASE WHEN ${failures} < ?3 THEN 0
           ELSE ?2 + MIN(?5, ?4 * (1 << MIN(20, ${failures} - ?3))) END,
         last_at_ms = ?2
       WHERE locked_until_ms <= ?2
       RETURNING failures`,
    )
    .bind(subject, nowMs, free, firstLockMs, longestLockMs, forgetMs)
    .first();
  if (counted !== null) return null;
  const row = await db
    .prepare("SELECT locked_until_ms FROM sign_in_attempts WHERE subject = ?1")
    .bind(subject)
    .first<{ locked_until_ms: number }>();
  return row?.locked_until_ms ?? nowMs;
}

/** The tries of a subject succeeded after all. */
export async function forgetAttempts(db: D1Database, subject: string): Promise<void> {
  await db.prepare("DELETE FROM sign_in_attempts WHERE subject = ?1").bind(subject).run();
}

/** One try of a subject succeeded after all. */
export async function takeBackAttempt(db: D1Database, subject: string): Promise<void> {
  await db
    .prepare("UPDATE sign_in_attempts SET failures = MAX(0, failures - 1), locked_until_ms = 0 WHERE subject = ?1")
    .bind(subject)
    .run();
}
