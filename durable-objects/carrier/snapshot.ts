import type { CarrierState } from "../../src/carriers/note-carrier-state.ts";
import type { CarrierContext } from "./carrier-context.ts";
import type { TextFlow } from "./text-flow.ts";

/** How the carrier does, for the map of the system; null until it has been configured. */
export function snapshotOf(
  { configuration, driftedAtMs, leases, links, now, receipts }: CarrierContext,
  flow: TextFlow,
): CarrierState | null {
  const config = configuration.current;
  if (config === null) return null;
  const linked = links.all().filter(({ state }) => state.journal !== 0);
  const held = linked.flatMap(({ state }) =>
    state.binds
      .filter(({ bindId }) => leases.holds(state.journal, bindId))
      .map((status) => ({ ...status, connectorId: state.connectorId })),
  );
  const binds = config.binds.map(({ id, windowSize }) => {
    const status = held.find(({ bindId }) => bindId === id);
    return {
      id,
      state: status?.state ?? "down",
      sinceMs: status?.sinceMs ?? null,
      reason: status?.reason ?? null,
      connectorId: status?.connectorId ?? null,
      windowSize,
    };
  });
  return {
    drifts: receipts.drifts,
    driftedAtMs,
    enabledBinds: config.binds.filter(({ enabled }) => enabled).length,
    snapshot: {
      carrierId: config.id,
      atMs: now(),
      ...flow.health,
      ...flow.numbers,
      ...flow.pressure,
      windowSize: binds.reduce((sum, { state, windowSize }) => sum + (state === "bound" ? windowSize : 0), 0),
      parkedReceipts: receipts.parked,
      agreedPerSecond: config.segmentsPerSecond,
      binds,
      links: linked.map(({ state }) => ({
        connectorId: state.connectorId,
        sinceMs: state.sinceMs ?? null,
        bindIds: state.binds.map(({ bindId }) => bindId),
      })),
    },
  };
}
