import type { CarrierContext } from "./carrier-context.ts";
import type { HttpOperator } from "./http-operator.ts";
import type { TextFlow } from "./text-flow.ts";

export const sweepAlarm = "sweep";

const intervalMs = 60_000;
const batchSize = 2_000;
/** Receipts are matched for this long: the usual validity of two days and three more. */
const receiptTtlMs = 5 * 24 * 3_600_000;
/** How long a receipt waits for its response before it is tried in spellings the carrier does not usually use. */
const parkedPatienceMs = 60_000;
const parkedBatch = 500;
/** A queue does not deliver a message again after this long. */
const chunkTtlMs = 24 * 3_600_000;

export function startSweeping({ alarms, now }: CarrierContext): void {
  alarms.set(sweepAlarm, "", now() + intervalMs);
}

/**
 * Tries parked receipts once more, forgets a bounded number of what is long over, closes links nobody is at any more, and sets
 * when it is done again: soon where there was more than one batch.
 */
export async function keepSweeping(context: CarrierContext, flow: TextFlow, operator: HttpOperator): Promise<void> {
  const { alarms, configuration, leases, now, receipts, sql } = context;
  const nowMs = now();
  if (receipts.parked > 0) {
    flow.atOnce(() => flow.settleReceipts(receipts.matchParked(nowMs - parkedPatienceMs, parkedBatch)));
  }
  const swept = Math.max(
    receipts.sweep(nowMs - receiptTtlMs, batchSize),
    flow.sweep(nowMs - chunkTtlMs, nowMs - receiptTtlMs, batchSize),
    operator.sweep(nowMs, batchSize),
  );
  // What is left of a carrier that was deleted goes when its time is over.
  if (configuration.current === null && !hasRecords(sql)) return;
  alarms.set(sweepAlarm, "", nowMs + (swept === batchSize ? 1_000 : intervalMs));
  await leases.giveUpSilent((journal) => flow.onLinkClosed(journal));
}

function hasRecords(sql: SqlStorage): boolean {
  const { found } = sql
    .exec<{ found: number }>(
      `SELECT EXISTS (SELECT 1 FROM chunks) OR EXISTS (SELECT 1 FROM receipts) OR EXISTS (SELECT 1 FROM parked_receipts)
         OR EXISTS (SELECT 1 FROM tracked_texts) OR EXISTS (SELECT 1 FROM kept_texts)
         OR EXISTS (SELECT 1 FROM inbound_ids) AS found`,
    )
    .one();
  return found === 1;
}
