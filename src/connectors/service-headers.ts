import type { ConnectorService } from "./connector.ts";

const names = {
  connectorId: "x-heliograph-connector",
  state: "x-heliograph-connector-state",
  revision: "x-heliograph-connector-revision",
} as const;

/** A request to a carrier's object that says whether its connector is being drained, whatever it said before. */
export function withServiceHeaders(request: Request, service: ConnectorService | null): Request {
  const headers = new Headers(request.headers);
  for (const name of Object.values(names)) headers.delete(name);
  if (service !== null) {
    headers.set(names.connectorId, service.connectorId);
    headers.set(names.state, service.isDraining ? "draining" : "active");
    headers.set(names.revision, String(service.revision));
  }
  return new Request(request, { headers });
}

/** What `withServiceHeaders` put in; null where nothing is there. */
export function readServiceHeaders(headers: Headers): ConnectorService | null {
  const connectorId = headers.get(names.connectorId);
  const revision = Number(headers.get(names.revision));
  if (connectorId === null || revision === 0) return null;
  return { connectorId, isDraining: headers.get(names.state) === "draining", revision };
}
