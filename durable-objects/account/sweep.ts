import { type Retention, copyKeptMs, mostDays } from "../../src/retention/retention.ts";
import type { AccountContext } from "./account-context.ts";
import { sweepCanceled } from "./canceled-texts.ts";
import { idempotencyTtlMs } from "./idempotency.ts";
import { sweepReceived } from "./received-texts.ts";
import { referenceTtlMs } from "./references.ts";
import { retentionOf } from "./retention-store.ts";

export const sweepAlarm = "sweep";

const batchSize = 2_000;

const intervalMs = 3_600_000;

/** Sweeps, and sets when it is done again: soon where there was more than one batch. */
export function keepSweeping({ sql, env, alarms, keyRing, now }: AccountContext): void {
  const nowMs = now();
  keyRing.sweep(nowMs);
  const more = sweepExpired(sql, nowMs, retentionOf(sql, env));
  alarms.set(sweepAlarm, "", nowMs + (more ? 1_000 : intervalMs));
}

/** Deletes claims and references past their time, a bounded batch of each. Returns whether there may be more. */
function sweepExpired(sql: SqlStorage, nowMs: number, retention: Retention): boolean {
  const claims = sql.exec(
    `DELETE FROM idempotency WHERE (key, operation) IN
       (SELECT key, operation FROM idempotency WHERE created_at_ms <= ? LIMIT ?) RETURNING 1`,
    nowMs - idempotencyTtlMs,
    batchSize,
  );
  const references = sql.exec(
    `DELETE FROM concatenation_references WHERE (sender, recipient) IN
       (SELECT sender, recipient FROM concatenation_references WHERE used_at_ms <= ? LIMIT ?) RETURNING 1`,
    nowMs - copyKeptMs(retention, referenceTtlMs),
    batchSize,
  );
  const failures = sql.exec(
    `DELETE FROM schedule_failures WHERE id IN
       (SELECT id FROM schedule_failures WHERE failed_at_ms <= ? LIMIT ?) RETURNING 1`,
    nowMs - copyKeptMs(retention, mostDays * 86_400_000),
    batchSize,
  );
  const canceled = sweepCanceled(sql, nowMs, batchSize);
  const received = sweepReceived(sql, nowMs, batchSize);
  const swept = [claims, references, failures].map((cursor) => cursor.toArray().length);
  return Math.max(...swept, canceled, received) === batchSize;
}
