import type { AccountContext } from "./account-context.ts";
import { sweepCanceled } from "./canceled-texts.ts";
import { idempotencyTtlMs } from "./idempotency.ts";
import { sweepReceived } from "./received-texts.ts";
import { referenceTtlMs } from "./references.ts";

export const sweepAlarm = "sweep";

const batchSize = 2_000;

const intervalMs = 3_600_000;

/** Sweeps, and sets when it is done again: soon where there was more than one batch. */
export function keepSweeping({ sql, alarms, keyRing, now }: AccountContext): void {
  const nowMs = now();
  keyRing.sweep(nowMs);
  const more = sweepExpired(sql, nowMs);
  alarms.set(sweepAlarm, "", nowMs + (more ? 1_000 : intervalMs));
}

/** Deletes claims and references past their time, a bounded batch of each. Returns whether there may be more. */
function sweepExpired(sql: SqlStorage, nowMs: number): boolean {
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
  const canceled = sweepCanceled(sql, nowMs, batchSize);
  const received = sweepReceived(sql, nowMs, batchSize);
  return Math.max(claims.toArray().length, references.toArray().length, canceled, received) === batchSize;
}
