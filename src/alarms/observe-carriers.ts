import type { CarrierState } from "../carriers/carrier.ts";
import type { BySubject, ByRule, Observation } from "./sample.ts";

/** How a carrier does, as its object last told. Times are epoch ms. */
export interface ToldCarrier {
  carrierId: string;
  state: CarrierState;
  /** When the oldest text that waits came; null where none does. */
  oldestWaitingAtMs: number | null;
  /** When receipts last turned out to be spelled in another way; null for never. */
  driftedAtMs: number | null;
}

/** How long a drift is worth an alarm. */
const driftShownMs = 3_600_000;

/** What the rules about carriers see. */
export function observeCarriers(carriers: readonly ToldCarrier[], nowMs: number): ByRule<Observation> {
  const each = (valueOf: (carrier: ToldCarrier) => number): BySubject<Observation> =>
    Object.fromEntries(carriers.map((carrier) => [`carrier/${carrier.carrierId}`, { value: valueOf(carrier) }]));
  return {
    backlog_age: each(({ oldestWaitingAtMs }) =>
      oldestWaitingAtMs === null ? 0 : Math.max(0, Math.round((nowMs - oldestWaitingAtMs) / 1_000)),
    ),
    carrier_down: each(({ state }) => (state === "unbound" || state === "open" ? 1 : 0)),
    throttled: each(({ state }) => (state === "throttled" ? 1 : 0)),
    receipt_drift: each(({ driftedAtMs }) => (driftedAtMs !== null && nowMs - driftedAtMs < driftShownMs ? 1 : 0)),
  };
}

/** A connector's clock: how far the edge's is ahead of it, ms. */
export interface ConnectorClock {
  connectorId: string;
  skewMs: number;
}

export function observeClocks(clocks: readonly ConnectorClock[]): BySubject<Observation> {
  return Object.fromEntries(
    clocks.map(({ connectorId, skewMs }) => [
      `connector/${connectorId}`,
      { value: Math.abs(Math.round(skewMs / 100) / 10) },
    ]),
  );
}
