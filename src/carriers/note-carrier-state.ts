import { saveCarrierState } from "../db/carrier-states.ts";
import type { CarrierSnapshot } from "../live/protocol.ts";
import { tellCarrier } from "../live/tell.ts";

/** What a carrier's object says of itself. */
export interface CarrierState {
  snapshot: CarrierSnapshot;
  enabledBinds: number;
  /** Times that its receipts turned to another spelling of ids, and when they last did, where the object knows. */
  drifts: number;
  driftedAtMs: number | null;
}

/** Keeps how a carrier does where operators and alarms look, and tells those who watch. A state that is kept already costs a row read. */
export async function noteCarrierState(env: Pick<Env, "DB" | "LIVE">, state: CarrierState): Promise<void> {
  const hasChanged = await saveCarrierState(env.DB, state);
  if (hasChanged) await tellCarrier(env, state.snapshot);
}
