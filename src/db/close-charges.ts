import type { ClosedCharges } from "../events/account-event.ts";

/** Messages of some account whose money was settled because nothing more was heard of them. */
export type ClosedRow = ClosedCharges & { accountId: string };

/** Tells the read model what became of money that was held to the end. What is settled stays so. */
export function closeCharges(db: D1Database, rows: readonly ClosedRow[]): D1PreparedStatement {
  return db.prepare(closeSql).bind(JSON.stringify(rows));
}

const closeSql = `
  WITH closed AS MATERIALIZED (
    SELECT chunk.value ->> 'accountId' AS account_id, message.value AS id, chunk.value ->> 'charge' AS charge
    FROM json_each(?1) AS chunk, json_each(chunk.value, '$.messageIds') AS message
  )
  UPDATE messages SET charge = closed.charge FROM closed
  WHERE messages.account_id = closed.account_id AND messages.id = closed.id AND messages.charge IS NULL
    AND messages.charge_on IS NOT NULL`;
