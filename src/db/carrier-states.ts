import { asc, eq } from "drizzle-orm";
import type { CarrierState } from "../carriers/note-carrier-state.ts";
import { type CarrierStateRow, carrierStates } from "./live-schema.ts";
import { openDatabase } from "./open.ts";

/** Writes how a carrier does, where it does otherwise than before; says whether it does. */
export async function saveCarrierState(
  db: D1Database,
  { snapshot, enabledBinds, drifts, driftedAtMs }: CarrierState,
): Promise<boolean> {
  const { atMs, ...rest } = snapshot;
  const saved = await db
    .prepare(saveSql)
    .bind(
      snapshot.carrierId,
      atMs,
      snapshot.state,
      snapshot.sinceMs,
      snapshot.waitingTexts,
      snapshot.oldestWaitingAtMs,
      snapshot.binds.filter(({ state }) => state === "bound").length,
      enabledBinds,
      drifts,
      driftedAtMs,
      JSON.stringify(rest),
    )
    .run();
  return saved.meta.changes > 0;
}

/** Of each carrier what it last told, by id. */
export function findCarrierStates(db: D1Database, limit: number): Promise<CarrierStateRow[]> {
  return openDatabase(db).select().from(carrierStates).orderBy(asc(carrierStates.carrierId)).limit(limit).all();
}

export async function deleteCarrierState(db: D1Database, carrierId: string): Promise<void> {
  await openDatabase(db).delete(carrierStates).where(eq(carrierStates.carrierId, carrierId));
}

/** When receipts drifted is known to the instance that saw it only. */
const saveSql = `
  INSERT INTO carrier_states (carrier_id, at_ms, state, since_ms, waiting_texts, oldest_waiting_at_ms, bound_binds, binds,
    drifts, drifted_at_ms, snapshot)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms, state = excluded.state, since_ms = excluded.since_ms,
    waiting_texts = excluded.waiting_texts, oldest_waiting_at_ms = excluded.oldest_waiting_at_ms,
    bound_binds = excluded.bound_binds, binds = excluded.binds, drifts = excluded.drifts,
    drifted_at_ms = coalesce(excluded.drifted_at_ms, carrier_states.drifted_at_ms), snapshot = excluded.snapshot
  WHERE excluded.snapshot <> carrier_states.snapshot OR excluded.drifts <> carrier_states.drifts
    OR excluded.binds <> carrier_states.binds`;
