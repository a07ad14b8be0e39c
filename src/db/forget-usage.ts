import { dayOf } from "../accounts/periods.ts";
import { idLowerBound, idTimeMs } from "../ids.ts";
import { countedAfterMs } from "./count-usage.ts";

/** Clocks may differ by as much as this. */
const clockDifferenceMs = 3_600_000;

/**
 * Takes the days of messages that change out of what was counted, so that they are counted again when somebody asks; null
 * where the messages are too young to have been counted, as nearly always. A day of which messages were deleted stays. Part of the
 * batch that changes them.
 */
export function forgetUsage(
  db: D1Database,
  changed: Iterable<{ accountId: string; id: string }>,
  nowMs: number,
): D1PreparedStatement | null {
  const bound = idLowerBound("message", nowMs - countedAfterMs + clockDifferenceMs);
  const days = new Map<string, [accountId: string, day: string]>();
  for (const { accountId, id } of changed) {
    if (id >= bound) continue;
    const day = dayOf(idTimeMs(id));
    days.set(`${accountId} ${day}`, [accountId, day]);
  }
  return days.size === 0 ? null : db.prepare(forgetSql).bind(JSON.stringify([...days.values()]));
}

const forgetSql = `
  DELETE FROM usage_days_counted
  WHERE (account_id, day) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1)) AND is_closed = 0`;
