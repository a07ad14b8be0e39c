import { type MovedText, moveKey } from "../messages/moved.ts";

/** Writes which carrier has texts that were moved. A move that a later one has gone beyond changes nothing. */
export function updateCarriers(db: D1Database, moves: readonly MovedText[]): D1PreparedStatement {
  const rows = moves.map(({ accountId, text, toCarrierId, plan }) => ({
    accountId,
    id: text.id,
    carrierId: toCarrierId,
    next: `$."${moveKey((plan.hops ?? 0) + 1)}"`,
  }));
  return db.prepare(updateSql).bind(JSON.stringify(rows));
}

const updateSql = `
  UPDATE messages SET carrier_id = moved.value ->> 'carrierId' FROM json_each(?1) AS moved
  WHERE messages.account_id = moved.value ->> 'accountId' AND messages.id = moved.value ->> 'id'
    AND json_extract(messages.timeline, moved.value ->> 'next') IS NULL`;
