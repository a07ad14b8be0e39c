import type { CarrierDescription } from "../../src/carriers/carrier.ts";
import type { CarrierLink } from "../../src/connectors/connector.ts";
import type { CarrierContext } from "./carrier-context.ts";
import type { TextFlow } from "./text-flow.ts";

/** A carrier as an operator sees it; null until it has been configured. */
export function describeCarrier(
  { configuration, events, leases, links, receipts }: CarrierContext,
  { health, numbers }: TextFlow,
  http: CarrierDescription["http"],
): CarrierDescription | null {
  const config = configuration.current;
  if (config === null) return null;
  const linked = links.all();
  const statuses = linked.flatMap(({ state }) =>
    state.binds
      .filter(({ bindId }) => leases.leaseOf(bindId)?.journal === state.journal)
      .map((status) => ({ ...status, connectorId: state.connectorId })),
  );
  return {
    ...config,
    version: configuration.version,
    binds: config.binds.map((bind) => {
      const status = statuses.find(({ bindId }) => bindId === bind.id);
      const reason = status?.reason === undefined ? {} : { reason: status.reason };
      const connector = status === undefined ? {} : { connector: status.connectorId };
      return { ...bind, state: status?.state ?? "down", ...reason, ...connector };
    }),
    http,
    connectors: linked.filter(({ state }) => state.resumed).map(({ state }) => state.connectorId),
    ...numbers,
    health,
    parkedReceipts: receipts.parked,
    drained:
      config.service !== "active" && Object.values(numbers).every((count) => count === 0) && !events.hasMoreToTell,
  };
}

/** The connectors that are linked to a carrier, and the binds each has. */
export function describeLinks({ links, leases }: Pick<CarrierContext, "links" | "leases">): CarrierLink[] {
  return links
    .all()
    .filter(({ state }) => state.journal !== 0)
    .map(({ socket, state }) => ({
      connectorId: state.connectorId,
      sinceMs: state.sinceMs ?? null,
      heardAtMs: links.heardAtMs(socket) ?? state.sinceMs ?? null,
      binds: state.binds.map((status) => ({ ...status, leased: leases.holds(state.journal, status.bindId) })),
    }));
}
