import { idempotencyTtlMs } from "./idempotency.ts";
import { referenceTtlMs } from "./references.ts";

export const sweepAlarm = "sweep";

const batchSize = 2_000;

/** Deletes claims and references past their time, a bounded batch of each. Returns whether there may be more. */
export function sweepExpired(sql: SqlStorage, nowMs: number): boolean {
  const claims = sql.exec(
    `DELETE FROM idempotency WHERE (key, operation) IN
       (SELECT key, operation FROM idempotency WHERE created_at_ms <= ? LIMIT ?) RETURNING 1`,
    nowMs - idempotencyTtlMs,
    batchSize,
  );
  const references = sql.exec(
    `DELETE FROM concatenation_references WHERE (sender, recipient) IN
       (SELECT sender, recipient FROM concatenation_references WHERE used_at_ms <= ? LIMIT ?) RETURNING 1`,
    nowMs - referenceTtlMs,
    batchSize,
  );
  return Math.max(claims.toArray().length, references.toArray().length) === batchSize;
}
