import { idTimeMs } from "../../ids.ts";
import type { AcceptedText } from "../../messages/message.ts";
import { countTrafficSql, minuteOf } from "./add-traffic.ts";
import { boundOf, itemId, itemLatency, timedItem } from "./timed-item.ts";

/** Texts of an account that go to one carrier. */
export interface QueuedTexts {
  accountId: string;
  carrierId: string;
  texts: readonly AcceptedText[];
  /** Of the recipients, in the order of the texts. */
  countries: readonly (string | null)[];
}

/** Texts that are alike as far as they are counted. */
interface AlikeTexts {
  accountId: string;
  carrierId: string;
  country: string;
  segments: number;
  boundMs: number | null;
  items: string[];
}

/** Counts what `insertQueued` is about to write, and what came of those texts before they had a row; null where there are none. */
export function countQueued(db: D1Database, queued: readonly QueuedTexts[], nowMs: number): D1PreparedStatement | null {
  const alike = groupAlike(queued, nowMs);
  return alike.length === 0 ? null : db.prepare(countSql).bind(JSON.stringify(alike), minuteOf(nowMs));
}

/** A chunk that is in the batch twice is taken once. */
function groupAlike(queued: readonly QueuedTexts[], nowMs: number): AlikeTexts[] {
  const groups = new Map<string, AlikeTexts>();
  const seen = new Set<string>();
  for (const { accountId, carrierId, texts, countries } of queued) {
    for (const [index, text] of texts.entries()) {
      if (seen.has(text.id)) continue;
      seen.add(text.id);
      const [country, segments] = [countries[index] ?? "", text.segmentCount];
      const latencyMs = Math.max(0, nowMs - (text.firedAtMs ?? idTimeMs(text.id)));
      const boundMs = boundOf(latencyMs);
      const name = `${accountId} ${carrierId} ${country} ${segments} ${boundMs}`;
      let group = groups.get(name);
      if (group === undefined) {
        group = { accountId, carrierId, country, segments, boundMs, items: [] };
        groups.set(name, group);
      }
      group.items.push(timedItem(text.id, latencyMs));
    }
  }
  return [...groups.values()];
}

/** A stub counts as queued, and at the status it came to already. */
const countSql = countTrafficSql(`
  WITH alike AS MATERIALIZED (
    SELECT key AS number, value ->> 'accountId' AS account_id, value ->> 'carrierId' AS carrier_id,
      value ->> 'country' AS country, value ->> 'segments' AS segments, value ->> 'boundMs' AS bound_ms,
      value -> 'items' AS items
    FROM json_each(?1)
  ), taken AS MATERIALIZED (
    SELECT alike.number, messages.carrier_id, iif(messages.recipient = '', messages.status, NULL) AS stub_status,
      count(*) AS messages, sum(${itemLatency("item.value")}) AS latency_ms
    FROM alike CROSS JOIN json_each(alike.items) AS item
      LEFT JOIN messages ON messages.account_id = alike.account_id AND messages.id = ${itemId("item.value")}
    WHERE messages.id IS NULL OR messages.recipient = '' OR messages.carrier_id = ''
    GROUP BY 1, 2, 3
  )
  SELECT account_id, country, alike.carrier_id AS carrier_id, 'queued' AS status, messages, messages * segments AS segments,
    messages AS timed, latency_ms, bound_ms
  FROM taken JOIN alike USING (number)
  UNION ALL
  SELECT account_id, country, coalesce(nullif(taken.carrier_id, ''), alike.carrier_id), stub_status, messages,
    messages * segments, 0, 0, NULL
  FROM taken JOIN alike USING (number)
  WHERE stub_status <> 'queued'`);
