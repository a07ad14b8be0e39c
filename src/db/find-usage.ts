import type { UsageGroup, UsageRow } from "../usage/usage.ts";
import { type UsageScope, messageTotalsSql, usageScopeSql } from "./count-usage.ts";

/** Up to `limit` rows. Days that were counted are read as they were, the others message by message: it is one moment of both. */
export async function findUsage(
  db: D1Database,
  { accountId, days }: UsageScope,
  groups: readonly UsageGroup[],
  limit: number,
): Promise<UsageRow[]> {
  const { results } = await db
    .prepare(findUsageSql(groups))
    .bind(accountId, JSON.stringify(days), limit)
    .all<UsageRow>();
  return results;
}

/** One query for each way to group. */
function findUsageSql(groups: readonly UsageGroup[]): string {
  const columns = [...groups.map((group) => columnOf[group]), "currency"];
  const named = [...groups.map((group) => `${columnOf[group]} AS "${group}"`), "currency"];
  return `WITH ${usageScopeSql}, totals AS (
      ${messageTotalsSql("open_days")}
      UNION ALL
      SELECT usage_days.* FROM scope CROSS JOIN days CROSS JOIN usage_days
      WHERE usage_days.account_id = scope.account_id AND usage_days.day = days.day
        AND EXISTS (SELECT 1 FROM usage_days_counted AS counted
          WHERE counted.account_id = scope.account_id AND counted.day = days.day)
    )
    SELECT ${named.join(", ")}, sum(messages) AS messages, sum(segments) AS segments,
      sum(spent_micros) AS "spentMicros", sum(held_micros) AS "heldMicros", sum(refunded_micros) AS "refundedMicros"
    FROM totals GROUP BY ${columns.join(", ")} ORDER BY ${columns.join(", ")} LIMIT ?3`;
}

const columnOf = {
  account: "account_id",
  day: "day",
  country: "country",
  carrier: "carrier_id",
  status: "status",
} as const satisfies Record<UsageGroup, string>;
