import type { MessageEvent } from "../../messages/message.ts";
import { type StatusChange, statusChanges } from "../../metrics/status-changes.ts";
import { statusRank } from "../../sms/status.ts";
import { countTrafficSql, minuteOf } from "./add-traffic.ts";
import { boundOf, itemId, itemLatency, timedItem } from "./timed-item.ts";

/** Changes of messages that are alike but for the message, as most of a batch are. */
interface AlikeChanges extends Pick<StatusChange, "accountId" | "status" | "rank" | "carrierId" | "follows"> {
  /** As the timeline has it: quotes within its strings are escaped. */
  step: string;
  isTimed: boolean;
  boundMs: number | null;
  items: string[];
}

/**
 * Counts what `applyEvents` is about to change, or null where no step changes a status. A step that the message's timeline has
 * counts nothing, nor does one that a final status came before. Stubs are counted when they are filled in.
 */
export function countSteps(db: D1Database, steps: Iterable<MessageEvent>, nowMs: number): D1PreparedStatement | null {
  const alike = groupAlike(statusChanges(steps));
  return alike.length === 0 ? null : db.prepare(countSql).bind(JSON.stringify(alike), minuteOf(nowMs));
}

function groupAlike(changes: readonly StatusChange[]): AlikeChanges[] {
  const groups = new Map<string, AlikeChanges>();
  for (const { messageId, key, latencyMs, ...change } of changes) {
    const boundMs = latencyMs === null ? null : boundOf(latencyMs);
    const name = `${change.accountId} ${change.status} ${change.carrierId} ${change.follows} ${boundMs} ${key}`;
    let group = groups.get(name);
    if (group === undefined) {
      group = { ...change, step: `${JSON.stringify(key)}:{`, isTimed: latencyMs !== null, boundMs, items: [] };
      groups.set(name, group);
    }
    group.items.push(timedItem(messageId, latencyMs ?? 0));
  }
  return [...groups.values()];
}

const countSql = countTrafficSql(`
  WITH alike AS MATERIALIZED (
    SELECT key AS number, value ->> 'accountId' AS account_id, value ->> 'status' AS status, value ->> 'rank' AS status_rank,
      value ->> 'carrierId' AS carrier_id, value ->> 'follows' AS follows, value ->> 'step' AS step,
      value ->> 'isTimed' AS is_timed, value ->> 'boundMs' AS bound_ms, value -> 'items' AS items
    FROM json_each(?1)
  ), taken AS MATERIALIZED (
    SELECT alike.number, messages.country, messages.carrier_id, count(*) AS messages, sum(messages.segment_count) AS segments,
      count(iif(is_timed AND instr(messages.timeline, '"scheduled":{') = 0, 1, NULL)) AS timed,
      sum(iif(is_timed AND instr(messages.timeline, '"scheduled":{') = 0, ${itemLatency("item.value")}, 0)) AS latency_ms
    FROM alike CROSS JOIN json_each(alike.items) AS item CROSS JOIN messages
    WHERE messages.account_id = alike.account_id AND messages.id = ${itemId("item.value")} AND messages.recipient <> ''
      AND messages.status_rank < ${statusRank.delivered} AND messages.status_rank <= alike.status_rank
      AND (messages.status_rank < alike.status_rank OR follows OR messages.status <> alike.status)
      AND instr(messages.timeline, step) = 0
    GROUP BY 1, 2, 3
  )
  SELECT alike.account_id, coalesce(taken.country, '') AS country,
    iif(taken.carrier_id = '', alike.carrier_id, taken.carrier_id) AS carrier_id, alike.status, messages, segments, timed,
    latency_ms, bound_ms
  FROM taken JOIN alike USING (number)`);
