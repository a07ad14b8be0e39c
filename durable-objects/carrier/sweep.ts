import type { CarrierContext } from "./carrier-context.ts";
import type { HttpOperator } from "./http-operator.ts";
import type { TextFlow } from "./text-flow.ts";

const sweepAlarm = "sweep";
const forgetAlarm = "forget";

const sweepIntervalMs = 60_000;
/** Forgetting looks through whole tables, each row of which is billed. */
const forgetIntervalMs = 3_600_000;
const batchSize = 2_000;
/** Receipts are matched for this long: the usual validity of two days and three more. */
const receiptTtlMs = 5 * 24 * 3_600_000;
/** How long a receipt waits for its response before it is tried in spellings the carrier does not usually use. */
const parkedPatienceMs = 60_000;
const parkedBatch = 500;
/** A queue does not deliver a message again after this long. */
const chunkTtlMs = 24 * 3_600_000;

export function startSweeping({ alarms, now }: CarrierContext): void {
  alarms.set(sweepAlarm, "", now() + sweepIntervalMs);
  alarms.set(forgetAlarm, "", now() + forgetIntervalMs);
}

/** The alarms of what is done now and then, by kind. */
export function sweepHandlers(context: CarrierContext, flow: TextFlow, operator: HttpOperator) {
  return {
    [sweepAlarm]: () => sweep(context, flow),
    [forgetAlarm]: () => forget(context, flow, operator),
  };
}

/** Tries parked receipts once more, and closes links nobody is at any more. */
async function sweep(context: CarrierContext, flow: TextFlow): Promise<void> {
  const { alarms, configuration, leases, now, receipts } = context;
  const nowMs = now();
  if (receipts.parked > 0) {
    flow.atOnce(() => flow.settleReceipts(receipts.matchParked(nowMs - parkedPatienceMs, parkedBatch)));
  }
  if (configuration.current === null && receipts.isEmpty) return;
  alarms.set(sweepAlarm, "", nowMs + sweepIntervalMs);
  await leases.giveUpSilent((journal) => flow.onLinkClosed(journal));
}

/** Forgets a bounded number of what is long over, and goes on soon where there was more than one batch. */
function forget(context: CarrierContext, flow: TextFlow, operator: HttpOperator): void {
  const { alarms, configuration, now, receipts, sql } = context;
  const nowMs = now();
  const forgotten = Math.max(
    receipts.sweep(nowMs - receiptTtlMs, batchSize),
    flow.sweep(nowMs - chunkTtlMs, nowMs - receiptTtlMs, batchSize),
    operator.sweep(nowMs, batchSize),
  );
  // What is left of a carrier that was deleted goes when its time is over.
  if (configuration.current === null && receipts.isEmpty && !hasRecords(sql)) return;
  alarms.set(forgetAlarm, "", nowMs + (forgotten === batchSize ? 1_000 : forgetIntervalMs));
}

function hasRecords(sql: SqlStorage): boolean {
  const { found } = sql
    .exec<{ found: number }>(
      `SELECT EXISTS (SELECT 1 FROM chunks) OR EXISTS (SELECT 1 FROM tracked_texts) OR EXISTS (SELECT 1 FROM kept_texts)
         OR EXISTS (SELECT 1 FROM inbound_ids) AS found`,
    )
    .one();
  return found === 1;
}
