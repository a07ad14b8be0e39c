import type { AssignedInbound } from "../../messages/inbound.ts";
import { countryOfNumber } from "../../routing/country.ts";
import { countTrafficSql, minuteOf, untimed } from "./add-traffic.ts";

/** Counts what `insertInbound` is about to store, by the country of the handset. */
export function countInbound(db: D1Database, inbound: readonly AssignedInbound[], nowMs: number): D1PreparedStatement {
  const rows = new Map(
    inbound.map(({ id, accountId, carrierId, from, parts }) => [
      id,
      [id, accountId ?? "", carrierId, countryOfNumber(from) ?? "", parts],
    ]),
  );
  return db.prepare(countSql).bind(JSON.stringify([...rows.values()]), minuteOf(nowMs));
}

const countSql = countTrafficSql(`
  SELECT value ->> 1 AS account_id, value ->> 3 AS country, value ->> 2 AS carrier_id, 'received' AS status,
    1 AS messages, value ->> 4 AS segments, ${untimed}
  FROM json_each(?1) LEFT JOIN inbound_messages ON inbound_messages.id = value ->> 0
  WHERE inbound_messages.id IS NULL`);
