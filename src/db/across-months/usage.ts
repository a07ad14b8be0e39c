import type { UsageGroup, UsageRow } from "../../usage/usage.ts";
import { type UsageDay, type UsageScope, countUsage } from "../count-usage.ts";
import { findUsage } from "../find-usage.ts";
import { type WithDatabase, groupByDatabase, messageDatabases } from "../months.ts";

/** As `countUsage`, each day in the database that has its messages: months begin where days do. `limit` is for each of them. */
export async function countUsageOfAll(
  env: WithDatabase,
  { accountId, days }: UsageScope,
  limit: number,
): Promise<number> {
  const counts = await Promise.all(
    Array.from(daysByDatabase(env, days), ([db, own]) => countUsage(db, { accountId, days: own }, limit)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** As `findUsage`, what several databases have of a group being added up. */
export async function findUsageOfAll(
  env: WithDatabase,
  { accountId, days }: UsageScope,
  groups: readonly UsageGroup[],
  limit: number,
): Promise<UsageRow[]> {
  if (messageDatabases(env).length === 1) return findUsage(env.DB, { accountId, days }, groups, limit);
  const parts = await Promise.all(
    Array.from(daysByDatabase(env, days), ([db, own]) => findUsage(db, { accountId, days: own }, groups, limit)),
  );
  const sums = new Map<string, UsageRow>();
  for (const row of parts.flat()) {
    const key = JSON.stringify([...groups.map((group) => row[group]), row.currency]);
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? row : addUsage(sum, row));
  }
  return Array.from(sums)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([, row]) => row);
}

function daysByDatabase(env: WithDatabase, days: readonly UsageDay[]): Map<D1Database, UsageDay[]> {
  return groupByDatabase(env, days, ({ fromId }) => fromId);
}

function addUsage(one: UsageRow, other: UsageRow): UsageRow {
  return {
    ...one,
    messages: one.messages + other.messages,
    segments: one.segments + other.segments,
    spentMicros: one.spentMicros + other.spentMicros,
    heldMicros: one.heldMicros + other.heldMicros,
    refundedMicros: one.refundedMicros + other.refundedMicros,
  };
}
