import { type MessageEvent, type TimelineEntry, stepName } from "../messages/message.ts";
import { type SettledState, chargesAfter, noCharges } from "../money/settle.ts";
import { chargeRules } from "../money/price-list.ts";
import { type MessageStatus, isFinal, laterStatus, statusRank } from "../sms/status.ts";

/** Everything a batch says of one message. */
interface MessageChange {
  accountId: string;
  id: string;
  status: MessageStatus;
  rank: number;
  errorCode: string | null;
  /** The `stepName` of the step that made the status final. */
  finalStep: string | null;
  /** What the batch makes of its money under each rule; src/money/settle.ts says how. */
  charges: string;
  updatedAtMs: number;
  timeline: Record<string, TimelineEntry>;
}

/**
 * Projects events onto the read model, each message once however many of its events there are. Applying the same events
 * again changes nothing, and a final status stays whatever comes after it. Where events outrun their message's own row they
 * leave a stub with an empty recipient, which insertQueued fills. Answers each message it touched as it is now.
 */
export function applyEvents(db: D1Database, events: Iterable<MessageEvent>, nowMs: number): D1PreparedStatement {
  return db.prepare(applySql).bind(JSON.stringify(mergeEvents(events, nowMs)));
}

/** A message as `applyEvents` answers it. `recipient` is empty where it has no row of its own yet. */
export interface TouchedRow {
  account_id: string;
  id: string;
  status: MessageStatus;
  sender: string;
  recipient: string;
  segment_count: number;
  carrier_id: string;
  client_reference: string | null;
  /** The `stepName` of the step that made the status final, null before that. */
  final_step: string | null;
  /** Null while its money is held, and where it is not charged. */
  charge: SettledState | null;
}

/** One change per message; the status is the one that `laterStatus` would leave. */
function mergeEvents(events: Iterable<MessageEvent>, nowMs: number): MessageChange[] {
  const changes = new Map<string, MessageChange>();
  for (const event of events) {
    let change = changes.get(event.messageId);
    if (change === undefined) {
      // Whoever has events of a message has it queued, at the least.
      change = {
        accountId: event.accountId,
        id: event.messageId,
        status: "queued",
        rank: statusRank.queued,
        errorCode: null,
        finalStep: null,
        charges: noCharges,
        updatedAtMs: nowMs,
        timeline: {},
      };
      changes.set(event.messageId, change);
    }
    change.timeline[event.key] = event.entry;
    if (event.status === undefined) continue;
    change.charges = chargesAfter(change.charges, { type: event.entry.type, status: event.status });
    if (isFinal(change.status) || laterStatus(change.status, event.status) !== event.status) continue;
    change.status = event.status;
    change.rank = statusRank[event.status];
    change.errorCode = event.errorCode ?? null;
    change.finalStep = isFinal(event.status) ? stepName(event) : null;
  }
  return [...changes.values()];
}

const finalRank = statusRank.delivered;
const moves = `(excluded.status_rank > messages.status_rank
  OR (excluded.status_rank = messages.status_rank AND messages.status_rank < ${finalRank}))`;

/** `excluded.charge` has a letter for each rule, and the first settlement stays. A stub has those letters until it is filled in. */
const charge = `coalesce(messages.charge, CASE substr(excluded.charge, CASE messages.charge_on
      ${chargeRules.map((rule, index) => `WHEN '${rule}' THEN ${index + 1}`).join(" ")} END, 1)
    WHEN 's' THEN 'spent' WHEN 'r' THEN 'refunded' END)`;

const applySql = `
  INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
    carrier_id, error_code, final_step, charge, updated_at_ms, timeline)
  SELECT value ->> 'accountId', value ->> 'id', value ->> 'status', value ->> 'rank', '', '', '', 'gsm7', 1, 'normal',
    '', value ->> 'errorCode', value ->> 'finalStep', value ->> 'charges', value ->> 'updatedAtMs', value -> 'timeline'
  FROM jsonb_each(?1)
  WHERE true
  ON CONFLICT (account_id, id) DO UPDATE SET
    status = iif(${moves}, excluded.status, messages.status),
    error_code = iif(${moves}, excluded.error_code, messages.error_code),
    final_step = iif(${moves}, excluded.final_step, messages.final_step),
    status_rank = max(excluded.status_rank, messages.status_rank),
    charge = ${charge},
    updated_at_ms = excluded.updated_at_ms,
    timeline = json_patch(messages.timeline, excluded.timeline)
  RETURNING account_id, id, status, sender, recipient, segment_count, carrier_id, client_reference, final_step, charge`;
