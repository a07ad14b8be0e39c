import type { CarrierDescription } from "../../src/carriers/carrier.ts";
import type { CarrierLink } from "../../src/connectors/connector.ts";
import type { Configuration } from "./configuration.ts";
import type { LeaseDesk } from "./lease-desk.ts";
import type { Links } from "./links.ts";

export interface DescribeContext {
  configuration: Configuration;
  links: Links;
  leases: LeaseDesk;
  numbers: Pick<CarrierDescription, "waitingTexts" | "delayedTexts" | "movingTexts" | "segmentsInFlight">;
  health: CarrierDescription["health"];
  parkedReceipts: number;
  http: CarrierDescription["http"];
}

/** A carrier as an operator sees it; null until it has been configured. */
export function describeCarrier(context: DescribeContext): CarrierDescription | null {
  const { configuration, links, leases, numbers, health, parkedReceipts, http } = context;
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
    parkedReceipts,
    drained: config.service !== "active" && Object.values(numbers).every((count) => count === 0),
  };
}

/** The connectors that are linked to a carrier, and the binds each has. */
export function describeLinks({ links, leases }: Pick<DescribeContext, "links" | "leases">): CarrierLink[] {
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
